package dev.fermata.engine.postgres;

/** What a connection is for. Roles never wait for each other: a long query does not delay a heartbeat. */
enum Role {
    /** Claims: one statement at a time is faster than several. */
    CLAIM(1),
    /** Batches of checkpoints and outcomes. */
    COMMIT(1),
    /** Registration, heartbeats, take-over. */
    KEEP(1),
    /** Whatever is asked from outside: accept, find, cancel; and notifications. */
    QUERY(4);

    private final int connections;

    Role(int connections) {
        this.connections = connections;
    }

    int connections() {
        return connections;
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
