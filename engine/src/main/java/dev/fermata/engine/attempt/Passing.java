package dev.fermata.engine.attempt;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;

/** Which failures of a transaction say nothing about the step in it, so that the same again at once may succeed. */
final class Passing {

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    /** The server ended the connection: shutdown, crash, start-up, idle in transaction. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    private static final int DEEPEST = 50;

    private Passing() {}

    /** PostgreSQL chose this transaction to give way to another. */
    static boolean isConflict(Throwable failure) {
        return any(failure, cause -> cause instanceof SQLException e && CONFLICT.contains(state(e)));
    }

    /** A conflict, or the connection broke. */
    static boolean isOfTransaction(Throwable failure) {
        return isConflict(failure) || any(failure, Passing::isBrokenConnection);
    }

    private static boolean isBrokenConnection(Throwable cause) {
        return cause instanceof IOException
                || (cause instanceof SQLException e && (state(e).startsWith("08") || ENDED.contains(state(e))));
    }

    private static boolean any(Throwable failure, Predicate<Throwable> is) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (is.test(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
