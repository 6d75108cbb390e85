package dev.fermata.testing.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this test alone, from the machine's own installation ({@code initdb} and {@code pg_ctl}), that is
 * restarted, stopped without warning, made full, and replicated. Durable: fsync and synchronous_commit are on.
 */
public final class PostgresServer implements AutoCloseable {

    /** How a server is stopped. */
    public enum Stop {
        /** Connections are cut, the shutdown checkpoint is written. */
        FAST,
        /** As a power cut: the next start recovers from the log. */
        IMMEDIATE
    }

    private static final String USER = "fermata";

    private final Path binaries;
    private final Path data;
    private final int port;

    private PostgresServer(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    /** Where the newest installation of this machine has its programs; empty when there is none. */
    public static Optional<Path> installation() {
        Path root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, running cluster in a directory below {@code parent}. {@code settings} are lines of postgresql.conf. */
    public static PostgresServer create(Path parent, String name, List<String> settings) {
        return create(parent, name, settings, List.of());
    }

    /** The same with more options of {@code initdb}, say where the log is kept and how long its segments are. */
    public static PostgresServer create(Path parent, String name, List<String> settings, List<String> initdb) {
        Path binaries = installation().orElseThrow(() -> new IllegalStateException("no PostgreSQL server installed"));
        PostgresServer server = new PostgresServer(binaries, parent.resolve(name), freePort());
        openTo(parent);
        List<String> command = new ArrayList<>(
                List.of("initdb", "-D", server.data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"));
        command.addAll(initdb);
        server.asOwner(command.toArray(String[]::new));
        server.configure(settings);
        server.start();
        return server;
    }

    /** A streaming replica of this server, running; {@code name} is its application_name. */
    public PostgresServer replicate(Path parent, String name) {
        return replicate(parent, name, port);
    }

    /** The same over a line that leads here from another port of this machine. */
    public PostgresServer replicate(Path parent, String name, int line) {
        PostgresServer replica = new PostgresServer(binaries, parent.resolve(name), freePort());
        String primary = "host=127.0.0.1 port=" + line + " user=" + USER + " application_name=" + name;
        asOwner("pg_basebackup", "-D", replica.data.toString(), "-R", "-X", "stream", "-c", "fast", "-d", primary);
        replica.configure(List.of("primary_conninfo = '" + primary + "'"));
        replica.start();
        return replica;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    public int port() {
        return port;
    }

    public void start() {
        control("start", "-w", "-l", log().toString());
    }

    /** What the server has said, as far as it told its log. */
    public String said() {
        try {
            return Files.readString(log(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not whether it answers: it may be recovering. */
    public boolean isRunning() {
        try {
            Path file = data.resolve("postmaster.pid");
            return Files.exists(file)
                    && ProcessHandle.of(Long.parseLong(
                                    Files.readAllLines(file).get(0).trim()))
                            .map(ProcessHandle::isAlive)
                            .orElse(false);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    public void stop(Stop mode) {
        control("stop", "-w", "-m", mode.name().toLowerCase(java.util.Locale.ROOT));
    }

    public void restart(Stop mode) {
        stop(mode);
        start();
    }

    /** Makes a replica the primary. */
    public void promote() {
        control("promote", "-w");
    }

    /** Adds lines to postgresql.conf and reloads it. */
    public void reconfigure(List<String> settings) {
        configure(settings);
        control("reload");
    }

    @Override
    public void close() {
        if (isRunning()) {
            stop(Stop.IMMEDIATE);
        }
    }

    private void configure(List<String> settings) {
        List<String> lines = new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "port = " + port,
                "fsync = on",
                "synchronous_commit = on",
                "full_page_writes = on"));
        lines.addAll(settings);
        try {
            Files.write(data.resolve("postgresql.conf"), lines, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void control(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of("pg_ctl", verb, "-D", data.toString()));
        command.addAll(List.of(options));
        asOwner(command.toArray(String[]::new));
    }

    /** The server refuses to run as root: there, its programs run as the operating system's user "postgres". */
    private void asOwner(String... command) {
        List<String> line = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            line.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        line.add(binaries.resolve(command[0]).toString());
        line.addAll(List.of(command).subList(1, command.length));
        try {
            Path log = Files.createTempFile("fermata-" + command[0], ".log");
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .directory(Path.of("/").toFile())
                    .start();
            int exit = process.waitFor();
            String said = Files.readString(log);
            Files.delete(log);
            if (exit != 0) {
                throw new IllegalStateException(String.join(" ", line) + " exited with " + exit + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The server's own user has to reach and write a directory that this test's user made. */
    private static void openTo(Path parent) {
        try {
            Files.createDirectories(parent);
            Files.setPosixFilePermissions(parent, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
