package dev.fermata.schema;

import dev.fermata.schema.SchemaReport.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings Fermata's schema up to date, or only looks at it. A Flyway of its own with its own history table inside that
 * schema: the application's Flyway neither sees nor runs these scripts.
 */
public final class SchemaMigrator {

    private static final String LOCATION = "classpath:dev/fermata/schema/migration";
    private static final String HISTORY = "schema_history";

    private final String schema;
    private final Flyway flyway;

    /** What to do about the schema at start-up. */
    public enum Mode {
        /** Run what is missing; refuse a schema that is newer than this build. */
        MIGRATE,
        /** Change nothing; refuse any schema that is not current. */
        VALIDATE,
        /** Neither look nor touch. */
        NONE
    }

    /**
     * @param dataSource may create the schema and its tables; only read from by {@link Mode#VALIDATE}
     * @param schema see {@link SchemaName}
     */
    public SchemaMigrator(DataSource dataSource, String schema) {
        this.schema = SchemaName.require(schema);
        this.flyway = Flyway.configure(SchemaMigrator.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table(HISTORY)
                .locations(LOCATION)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load();
    }

    /**
     * Does what {@code mode} says.
     *
     * @throws SchemaException afterwards the schema is not the one this build needs
     */
    public void run(Mode mode) {
        if (mode == Mode.NONE) {
            return;
        }
        SchemaReport report = inspect();
        if (mode == Mode.MIGRATE && (report.state() == State.MISSING || report.state() == State.OLDER)) {
            flyway.migrate();
            report = inspect();
        }
        if (!report.isCurrent()) {
            throw new SchemaException(report);
        }
    }

    /** Looks, and changes nothing. */
    public SchemaReport inspect() {
        List<MigrationInfo> scripts = Arrays.stream(flyway.info().all())
                .filter(MigrationInfo::isVersioned)
                .filter(info -> info.getVersion() != null)
                .toList();
        Optional<String> installed = newest(
                scripts.stream().filter(info -> info.getState().isApplied()).toList());
        Optional<String> expected = newest(
                scripts.stream().filter(info -> info.getState().isResolved()).toList());
        return new SchemaReport(
                schema,
                state(scripts, installed.isPresent()),
                installed.orElse(null),
                expected.orElseThrow(() -> new IllegalStateException("no migrations under " + LOCATION)));
    }

    private static State state(List<MigrationInfo> scripts, boolean isAnyInstalled) {
        if (!isAnyInstalled) {
            return State.MISSING;
        }
        if (scripts.stream().anyMatch(info -> !info.getState().isResolved())) {
            return State.NEWER;
        }
        if (scripts.stream().anyMatch(info -> !info.isChecksumMatching())) {
            return State.CHANGED;
        }
        return scripts.stream().allMatch(info -> info.getState() == MigrationState.SUCCESS)
                ? State.CURRENT
                : State.OLDER;
    }

    private static Optional<String> newest(List<MigrationInfo> scripts) {
        return scripts.stream()
                .map(MigrationInfo::getVersion)
                .max(java.util.Comparator.naturalOrder())
                .map(Object::toString);
    }
}
