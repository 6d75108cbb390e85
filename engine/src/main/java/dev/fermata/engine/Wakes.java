package dev.fermata.engine;

import dev.fermata.engine.store.WakeChannel;
import dev.fermata.engine.store.WakeChannel.Wake;
import dev.fermata.engine.wake.WakeSignal;

/** Wakes this node in memory and the others by the database. */
record Wakes(WakeSignal here, WakeChannel everywhere) {

    void claimable() {
        here.awake();
        everywhere.announce(Wake.CLAIMABLE);
    }

    void canceled() {
        here.awake();
        everywhere.announce(Wake.CLAIMABLE);
        everywhere.announce(Wake.CANCELED);
    }
}
