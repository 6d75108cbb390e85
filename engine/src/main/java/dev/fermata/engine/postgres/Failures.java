package dev.fermata.engine.postgres;

import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.StoreUnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a driver's exception means to the engine: is it the data, the connection, or the server's state? */
final class Failures {

    /** Data exception, integrity violation, program limit: the same data will be refused again. */
    private static final Set<String> DATA = Set.of("22", "23", "54");

    /** The server ends the connection: shutdown, crash, start-up, idle or dropped database. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    /** Rolled back, out of resources, cancelled, waited in vain, system error: it may pass. */
    private static final Set<String> PASSING = Set.of("40", "53", "58");

    private static final Set<String> PASSING_STATES = Set.of("25006", "55P03", "57014");

    private Failures() {}

    /** @param failure the driver's exception, or jOOQ's around it */
    static StoreException of(Exception failure) {
        if (failure instanceof SQLException e) {
            return of(e);
        }
        if (failure.getCause() instanceof SQLException e) {
            return of(e);
        }
        return new StoreException("FERMATA-5004", "a statement could not be built: " + failure.getMessage(), failure);
    }

    private static StoreException of(SQLException e) {
        String state = e.getSQLState();
        if (isConnectionLost(e)) {
            return new CommitUnknownException(e);
        }
        if (state != null && DATA.contains(group(state))) {
            return new BadItemException("PostgreSQL refused the data (SQLState " + state + "): " + e.getMessage(), e);
        }
        if (state != null && (PASSING_STATES.contains(state) || PASSING.contains(group(state)))) {
            return new StoreUnavailableException(
                    "PostgreSQL cannot do it now (SQLState " + state + "): " + e.getMessage(), e);
        }
        return new StoreException(
                "FERMATA-5004", "PostgreSQL refused a statement (SQLState " + state + "): " + e.getMessage(), e);
    }

    static StoreException unreachable(SQLException e) {
        return new StoreUnavailableException(
                "the database cannot be reached: " + e.getMessage() + ". It is tried again; check its URL, user and"
                        + " max_connections if this goes on",
                e);
    }

    static StoreException busy(Role role, Duration patience) {
        return new StoreUnavailableException(
                "all " + role.connections() + " connections for " + role.label() + " are in use since " + patience
                        + "; the database is slower than what it is asked",
                new TimeoutException());
    }

    static StoreException closed() {
        return new StoreException(
                "FERMATA-5005",
                "the engine's connections are closed; whoever asks outlived its engine",
                new IllegalStateException("closed"));
    }

    private static String group(String state) {
        return state.length() < 2 ? state : state.substring(0, 2);
    }

    private static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return e.getCause() instanceof IOException;
        }
        return state.startsWith("08") || GONE.contains(state);
    }
}
