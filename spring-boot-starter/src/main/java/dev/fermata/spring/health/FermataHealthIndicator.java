package dev.fermata.spring.health;

import dev.fermata.engine.FermataEngine;
import dev.fermata.spring.database.FermataDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the engine reaches the database and, where this application is a worker, executes runs. */
public final class FermataHealthIndicator extends AbstractHealthIndicator {

    private static final int SECONDS = 2;

    private final FermataEngine engine;
    private final FermataDatabase database;
    private final boolean isWorker;

    public FermataHealthIndicator(FermataEngine engine, FermataDatabase database, boolean isWorker) {
        super("Fermata's health check failed");
        this.engine = engine;
        this.database = database;
        this.isWorker = isWorker;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        boolean isValid = database.onOwnConnection(FermataHealthIndicator::isValid);
        boolean isWorking = !isWorker || engine.isRunning();
        health.withDetail("worker", !isWorker ? "disabled" : isWorking ? "running" : "stopped");
        if (!isValid) {
            health.down();
        } else if (!isWorking) {
            health.outOfService();
        } else {
            health.up();
        }
    }

    private static Boolean isValid(Connection connection) {
        try {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            throw new IllegalStateException("only a negative time-out is refused", e);
        }
    }
}
