package dev.fermata.engine.postgres;

import dev.fermata.engine.store.TransactedCheckpoints.Reason;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Reads from an exception, however wrapped, why a transaction of the host has ended. */
final class TransactionEnd {

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICT = Set.of("40001", "40P01");

    /** The server ended the connection: shutdown, crash, start-up, idle in transaction. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    private static final int DEEPEST = 50;

    private TransactionEnd() {}

    static Reason of(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            Reason reason = ofOne(at);
            if (reason != Reason.OTHER) {
                return reason;
            }
            at = at.getCause();
        }
        return Reason.OTHER;
    }

    private static Reason ofOne(Throwable failure) {
        if (failure instanceof IOException) {
            return Reason.CONNECTION;
        }
        if (!(failure instanceof SQLException e)) {
            return Reason.OTHER;
        }
        String state = e.getSQLState();
        if (state == null) {
            // The driver always gives one; pools that have taken a broken connection out of use do not.
            return Reason.CONNECTION;
        }
        if (CONFLICT.contains(state)) {
            return Reason.CONFLICT;
        }
        return state.startsWith("08") || ENDED.contains(state) ? Reason.CONNECTION : Reason.OTHER;
    }
}
