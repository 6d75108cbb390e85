package dev.fermata.spring.engine;

import dev.fermata.engine.FermataEngine;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Starts executing runs when everything else has started, and drains before anything else stops, while what steps need is
 * still there. May be started again, as cached test contexts are.
 */
public final class EngineLifecycle implements SmartLifecycle {

    private final FermataEngine engine;
    private final Duration drainTimeout;

    public EngineLifecycle(FermataEngine engine, Duration drainTimeout) {
        this.engine = engine;
        this.drainTimeout = drainTimeout;
    }

    @Override
    public void start() {
        engine.start();
    }

    @Override
    public void stop() {
        engine.drain(drainTimeout);
    }

    /** Beside whatever else stops in this phase: a drain waits for steps in progress. */
    @Override
    public void stop(Runnable callback) {
        Thread drain = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "fermata-drain");
        drain.start();
    }

    @Override
    public boolean isRunning() {
        return engine.isRunning();
    }
}
