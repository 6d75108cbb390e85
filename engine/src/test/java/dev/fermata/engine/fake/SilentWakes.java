package dev.fermata.engine.fake;

import dev.fermata.engine.store.WakeChannel;
import java.util.function.Consumer;

/** A channel on which nothing is ever heard. */
public final class SilentWakes implements WakeChannel {

    @Override
    public void announce(Wake wake) {}

    @Override
    public Listening listen(Consumer<Wake> onWake) {
        return new Listening() {
            @Override
            public boolean isLive() {
                return false;
            }

            @Override
            public void close() {}
        };
    }
}
