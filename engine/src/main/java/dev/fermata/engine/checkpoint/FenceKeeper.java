package dev.fermata.engine.checkpoint;

/** Whoever keeps the fence under which a committer writes. */
public interface FenceKeeper {

    /**
     * Renews the lease and tells whether the fence stands: it does although the lease had ended, as long as nobody
     * declared the worker dead.
     *
     * @throws dev.fermata.engine.store.StoreException it cannot be told now
     */
    boolean renew();

    /** It can never be told what was written, so the fence must be given up. */
    void forfeit();
}
