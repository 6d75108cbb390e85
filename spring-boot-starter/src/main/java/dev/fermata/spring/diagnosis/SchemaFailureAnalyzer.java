package dev.fermata.spring.diagnosis;

import dev.fermata.schema.SchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Fermata's tables are missing, older or newer than this version needs, or made by other scripts. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SchemaException cause) {
        return new FailureAnalysis(cause.getMessage(), action(cause), cause);
    }

    private static String action(SchemaException cause) {
        return switch (cause.report().state()) {
            case MISSING, OLDER ->
                "Set fermata.schema.mode=migrate, or have the migrations up to version "
                        + cause.report().expected() + " run by whoever may. They are in fermata-jooq-schema under"
                        + " dev/fermata/schema/migration.";
            case NEWER ->
                "Use the version of Fermata that migrated the schema, or set fermata.schema.name to another schema.";
            case CHANGED -> "Use a build of Fermata whose migrations are the released ones.";
            case CURRENT -> "";
        };
    }
}
