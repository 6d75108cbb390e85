package dev.fermata.schema;

/** The database's schema is not the one this build needs; {@link #report()} says in which way. */
public final class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SchemaReport report;

    SchemaException(SchemaReport report) {
        super(code(report.state()) + ": " + sentence(report));
        this.report = report;
    }

    public SchemaReport report() {
        return report;
    }

    private static String code(SchemaReport.State state) {
        return switch (state) {
            case MISSING -> "FERMATA-2111";
            case OLDER -> "FERMATA-2112";
            case NEWER -> "FERMATA-2113";
            case CHANGED -> "FERMATA-2114";
            case CURRENT -> throw new IllegalArgumentException("a current schema is no failure");
        };
    }

    private static String sentence(SchemaReport report) {
        String schema = "schema '" + report.schema() + "' ";
        return switch (report.state()) {
            case MISSING ->
                schema + "has no Fermata tables. Start once with fermata.schema.mode=migrate, or run the migrations up "
                        + "to version " + report.expected() + " yourself.";
            case OLDER ->
                schema + "is at version " + report.installed() + ", this build needs " + report.expected()
                        + ". Start once with fermata.schema.mode=migrate, or run the missing migrations yourself.";
            case NEWER ->
                schema + "is at version " + report.installed() + ", this build knows only " + report.expected()
                        + ". Deploy the newer build of Fermata that migrated it, or point this one at another schema.";
            case CHANGED ->
                schema + "was migrated by a script that differs from this build's. Restore the original script; a "
                        + "released migration is never edited.";
            case CURRENT -> schema + "is current";
        };
    }
}
