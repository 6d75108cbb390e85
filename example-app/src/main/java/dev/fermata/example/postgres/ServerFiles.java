package dev.fermata.example.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a PostgreSQL server has written about itself into its data directory. */
record ServerFiles(long pid, int port, boolean isReady) {

    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int STATUS = 7;

    /** Empty where no server runs, by its process id, on {@code data}. */
    static Optional<ServerFiles> read(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() <= PORT) {
            return Optional.empty();
        }
        ServerFiles server = new ServerFiles(
                Long.parseLong(lines.get(PID).strip()),
                Integer.parseInt(lines.get(PORT).strip()),
                lines.size() > STATUS && lines.get(STATUS).strip().equals("ready"));
        return server.isAlive() ? Optional.of(server) : Optional.empty();
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
