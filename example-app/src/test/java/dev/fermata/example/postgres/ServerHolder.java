package dev.fermata.example.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that opens the server of a directory, says where it is, and closes it when it is asked to end. */
public final class ServerHolder {

    private ServerHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
        LocalPostgres server = LocalPostgres.open(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("url=" + server.url());
        new CountDownLatch(1).await();
    }
}
