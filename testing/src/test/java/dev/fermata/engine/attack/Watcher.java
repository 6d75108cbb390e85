package dev.fermata.engine.attack;

import dev.fermata.engine.model.RunId;
import org.jspecify.annotations.Nullable;

/** Is told where a worker stands, on the thread that stands there; may keep it there for ever. */
@FunctionalInterface
interface Watcher {

    /** @param run null where the worker as a whole is meant */
    void at(Place place, @Nullable RunId run);

    /** Tells {@code next} too, afterwards. */
    default Watcher then(Watcher next) {
        return (place, run) -> {
            at(place, run);
            next.at(place, run);
        };
    }
}
