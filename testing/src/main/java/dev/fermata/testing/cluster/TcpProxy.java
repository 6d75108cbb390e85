package dev.fermata.testing.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback that loses, delays and cuts: what stands between a worker and its database on a bad day. Each
 * direction is decided by a {@link Fault}, asked once for every chunk of bytes.
 */
public final class TcpProxy implements AutoCloseable {

    /** Decides what becomes of a chunk of bytes. */
    @FunctionalInterface
    public interface Fault {

        /** Lets everything through. */
        Fault NONE = (toServer, chunk, length, connection) -> Verdict.PASS;

        /**
         * @param toServer the direction
         * @param connection number of the connection, from 1
         */
        Verdict on(boolean toServer, byte[] chunk, int length, long connection);
    }

    /** What becomes of a chunk. */
    public enum Verdict {
        PASS,
        /** It vanishes; the connection stays open. */
        DROP,
        /** Both sides of the connection are reset at once. */
        RESET,
        /** It waits until {@link TcpProxy#heal()}. */
        STALL
    }

    private final ServerSocket server;
    private volatile InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final Object weather = new Object();
    private volatile Fault fault = Fault.NONE;

    public TcpProxy(String host, int port) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        target = new InetSocketAddress(host, port);
        daemon("proxy " + server.getLocalPort(), this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on. */
    public void inflict(Fault next) {
        synchronized (weather) {
            fault = next;
            weather.notifyAll();
        }
    }

    /** No more faults; what stalled goes on. */
    public void heal() {
        inflict(Fault.NONE);
    }

    /** Connections from now on lead to another server, as after a fail-over; those that are open stay. */
    public void leadTo(String host, int port) {
        target = new InetSocketAddress(host, port);
    }

    /** Resets every open connection. */
    public void resetAll() {
        sockets.forEach(TcpProxy::reset);
    }

    /** How many connections were opened so far. */
    public long connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            heal();
            resetAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            Socket client = next();
            if (client == null) {
                return;
            }
            Socket upstream = new Socket();
            try {
                upstream.connect(target, 2_000);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
            } catch (IOException e) {
                reset(client);
                continue;
            }
            sockets.add(client);
            sockets.add(upstream);
            long number = connections.incrementAndGet();
            daemon("proxy up " + number, () -> pump(client, upstream, true, number));
            daemon("proxy down " + number, () -> pump(upstream, client, false, number));
        }
    }

    private @Nullable Socket next() {
        try {
            return server.accept();
        } catch (IOException closed) {
            return null;
        }
    }

    private void pump(Socket from, Socket to, boolean toServer, long number) {
        byte[] chunk = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                Verdict verdict = settle(toServer, chunk, length, number);
                if (verdict == Verdict.RESET) {
                    break;
                }
                if (verdict == Verdict.PASS) {
                    out.write(chunk, 0, length);
                    out.flush();
                }
            }
        } catch (IOException | InterruptedException e) {
            // the connection ends on both sides, below
        } finally {
            reset(from);
            reset(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private Verdict settle(boolean toServer, byte[] chunk, int length, long number) throws InterruptedException {
        synchronized (weather) {
            Verdict verdict = fault.on(toServer, chunk, length, number);
            while (verdict == Verdict.STALL) {
                weather.wait(1_000);
                verdict = fault.on(toServer, chunk, length, number);
            }
            return verdict;
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException alreadyClosed) {
            // nothing is left to reset
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
