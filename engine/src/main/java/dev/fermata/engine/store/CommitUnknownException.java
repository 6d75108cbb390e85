package dev.fermata.engine.store;

/** The connection broke after a commit was sent and before its answer: it may have happened. */
public final class CommitUnknownException extends StoreException {

    private static final long serialVersionUID = 1L;

    public CommitUnknownException(Throwable cause) {
        super(
                "FERMATA-5002",
                "the connection broke during a commit, so its outcome is unknown; it is read again",
                cause);
    }
}
