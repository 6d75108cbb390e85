package dev.fermata.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void startEcho() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
        proxy = new TcpProxy("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, 7)).isEqualTo(7);
        }
    }

    @Test
    void dropsAnswersOnlyInTheChosenDirection() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, 1)).isEqualTo(1);
            proxy.inflict(
                    (toServer, chunk, length, number) -> toServer ? TcpProxy.Verdict.PASS : TcpProxy.Verdict.DROP);
            assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void resetsBothSides() throws IOException {
        try (Socket socket = connect()) {
            assertThat(say(socket, 1)).isEqualTo(1);
            proxy.inflict((toServer, chunk, length, number) -> TcpProxy.Verdict.RESET);
            assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stalledBytesArriveAfterHealing() throws IOException {
        try (Socket socket = connect()) {
            proxy.inflict((toServer, chunk, length, number) -> TcpProxy.Verdict.STALL);
            assertThatThrownBy(() -> say(socket, 3)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isEqualTo(3);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(300);
        return socket;
    }

    private static int say(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("closed");
        }
        return answer;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            for (int value = socket.getInputStream().read();
                    value >= 0;
                    value = socket.getInputStream().read()) {
                socket.getOutputStream().write(value);
            }
        } catch (IOException reset) {
            // the test has cut the connection
        }
    }
}
