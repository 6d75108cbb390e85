package dev.fermata.engine.fake;

import dev.fermata.engine.checkpoint.FenceKeeper;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps a fence that stands until a test lets it fall. */
public final class FakeKeeper implements FenceKeeper {

    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger forfeits = new AtomicInteger();
    private volatile boolean fallen;

    @Override
    public boolean renew() {
        renewals.incrementAndGet();
        return !fallen;
    }

    @Override
    public void forfeit() {
        forfeits.incrementAndGet();
    }

    public void fall() {
        fallen = true;
    }

    public int renewals() {
        return renewals.get();
    }

    public int forfeits() {
        return forfeits.get();
    }
}
