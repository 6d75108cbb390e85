package dev.fermata.engine.postgres;

/**
 * What a connection is for. Roles do not wait for each other: a long query does not delay a heartbeat. Work on a
 * connection may ask for one of a later role, never of its own or an earlier one, or all could be held by work that waits.
 */
enum Role {
    /** Triggers that join no transaction of the host. */
    ACCEPT(4),
    /** Claims: one statement at a time is faster than several. */
    CLAIM(1),
    /** Batches of checkpoints and outcomes. */
    COMMIT(1),
    /** Registration, heartbeats, take-over: a long take-over must not hold up the heartbeat. */
    KEEP(2),
    /** Whatever is asked from outside, and notifications. */
    QUERY(3);

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
