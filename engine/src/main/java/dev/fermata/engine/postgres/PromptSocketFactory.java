package dev.fermata.engine.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Sockets on which asking "is there more?" does not wait. To find out, the driver sets a read time-out of one
 * millisecond and reads; a notification was handed over only after that. Here such a read answers at once.
 *
 * <p>Public only because the driver makes it, by its name.
 */
public final class PromptSocketFactory extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new PromptSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new java.net.InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new java.net.InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(
                new java.net.InetSocketAddress(host, port), new java.net.InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(
                new java.net.InetSocketAddress(host, port), new java.net.InetSocketAddress(localHost, localPort));
    }

    private static Socket connected(
            java.net.SocketAddress remote, java.net.@org.jspecify.annotations.Nullable SocketAddress local)
            throws IOException {
        Socket socket = new PromptSocket();
        if (local != null) {
            socket.bind(local);
        }
        socket.connect(remote);
        return socket;
    }

    private static final class PromptSocket extends Socket {

        /** The time-out by which the driver asks whether there is more. */
        private static final int PROBE_MILLIS = 1;

        private volatile boolean isProbed;

        @Override
        public synchronized void setSoTimeout(int timeout) throws SocketException {
            super.setSoTimeout(timeout);
            isProbed = timeout == PROBE_MILLIS;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    throwIfProbedInVain();
                    return in.read();
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    throwIfProbedInVain();
                    return in.read(target, from, length);
                }

                private void throwIfProbedInVain() throws IOException {
                    if (isProbed && in.available() == 0) {
                        throw new SocketTimeoutException("nothing there");
                    }
                }
            };
        }
    }
}
