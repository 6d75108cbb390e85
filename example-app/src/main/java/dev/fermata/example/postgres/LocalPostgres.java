package dev.fermata.example.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL server on a directory that outlives the application. If the application was killed the server
 * lives on; the next start finds and adopts it. Several applications may use it at a time: the first one stops it.
 */
final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Without these an acknowledged run could be lost with the power. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path data;
    private final FileChannel lockFile;
    private final @Nullable FileLock lock;
    private final int port;

    private LocalPostgres(Path data, FileChannel lockFile, @Nullable FileLock lock, int port) {
        this.data = data;
        this.lockFile = lockFile;
        this.lock = lock;
        this.port = port;
    }

    /** Starts or adopts the server of {@code directory}, which is made if need be. */
    static LocalPostgres open(Path directory) {
        try {
            Path data = directory.toAbsolutePath().normalize();
            Files.createDirectories(data.getParent());
            FileChannel lockFile = FileChannel.open(
                    data.resolveSibling(data.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            LocalPostgres server = new LocalPostgres(data, lockFile, lockFile.tryLock(), serve(data));
            server.checkDurable();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No PostgreSQL server on " + directory + ": " + e.getMessage()
                            + ". Set example.postgres.directory to another directory, or SPRING_DATASOURCE_URL,"
                            + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD to a server of your own.",
                    e);
        }
    }

    String url() {
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    private static int serve(Path data) throws IOException {
        Optional<Integer> running = adopt(data);
        if (running.isPresent()) {
            return running.get();
        }
        try {
            return start(data);
        } catch (IOException | IllegalStateException e) {
            // A server that was just ending when it was looked for has made room by now.
            LOG.info("The server did not start ({}); looking once more", e.getMessage());
            Optional<Integer> late = adopt(data);
            return late.isPresent() ? late.get() : start(data);
        }
    }

    private static Optional<Integer> adopt(Path data) throws IOException {
        Optional<ServerFiles> found = ServerFiles.read(data);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ServerFiles server = awaitReady(data, found.get());
        try (Connection connection = DriverManager.getConnection(url(server.port()))) {
            Path served = Path.of(show(connection, "data_directory"));
            if (!Files.isSameFile(served, data)) {
                return Optional.empty();
            }
            LOG.info(
                    "PostgreSQL {} still runs on {} (process {}): adopted",
                    show(connection, "server_version"),
                    data,
                    server.pid());
            return Optional.of(server.port());
        } catch (SQLException e) {
            LOG.info("Process {} does not answer as the server of {}: {}", server.pid(), data, e.getMessage());
            return Optional.empty();
        }
    }

    /** A server may be recovering, after a power cut for minutes. */
    private static ServerFiles awaitReady(Path data, ServerFiles first) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ServerFiles server = first;
        while (!server.isReady() && System.nanoTime() - deadline < 0) {
            try {
                ProcessHandle process = ProcessHandle.of(server.pid()).orElse(null);
                if (process == null) {
                    return server;
                }
                process.onExit().get(100, TimeUnit.MILLISECONDS);
                return server;
            } catch (TimeoutException e) {
                server = ServerFiles.read(data).orElse(server);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IOException(e);
            }
        }
        return server;
    }

    /** The library trades durability for speed; a later setting of the same name wins. */
    private static int start(Path data) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
                .setPGStartupWait(PATIENCE);
        DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
        boolean isNew = !Files.exists(data.resolve("PG_VERSION"));
        EmbeddedPostgres server = builder.start();
        LOG.info(
                "PostgreSQL started on {}, port {} ({})",
                data,
                server.getPort(),
                isNew ? "new" : "with what was there");
        return server.getPort();
    }

    /** The server outlives the application, so it must not write into a pipe of it. */
    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private void checkDurable() throws IOException {
        try (Connection connection = DriverManager.getConnection(url())) {
            StringBuilder settings = new StringBuilder();
            for (String setting : DURABLE) {
                String value = show(connection, setting);
                settings.append(' ').append(setting).append('=').append(value);
                if (!value.equals("on")) {
                    throw new IOException(
                            "the server runs with " + setting + "=" + value + ", so it could lose commits");
                }
            }
            LOG.info("It is durable:{}", settings);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Stops the server, unless another application was here first: that one does. */
    @Override
    public void close() {
        try (lockFile) {
            if (lock != null) {
                Optional<ServerFiles> server = ServerFiles.read(data);
                if (server.isPresent()) {
                    stop(server.get());
                }
            }
        } catch (IOException e) {
            LOG.warn("PostgreSQL on {} could not be stopped: {}", data, e.getMessage());
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown: connections are cut, and the next start needs no recovery. */
    private void stop(ServerFiles server) throws IOException {
        ProcessHandle process = ProcessHandle.of(server.pid()).orElse(null);
        if (process == null) {
            return;
        }
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                .inheritIO()
                .start();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            LOG.info("PostgreSQL stopped; its data stays in {}", data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("process " + server.pid() + " does not end", e);
        }
    }
}
