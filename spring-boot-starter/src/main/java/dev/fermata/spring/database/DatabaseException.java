package dev.fermata.spring.database;

import dev.fermata.FermataException;

/** The application's database cannot hold Fermata's tables, or cannot be reached by the engine. */
public final class DatabaseException extends FermataException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private DatabaseException(String code, String sentence, String action) {
        super(code, sentence);
        this.action = action;
    }

    /** How to mend it. */
    public String action() {
        return action;
    }

    static DatabaseException notPostgres(String product, String url) {
        return new DatabaseException(
                "FERMATA-2101",
                "the application's database is " + product + " (" + url + "), and Fermata needs PostgreSQL.",
                "Set spring.datasource.url to a PostgreSQL database, jdbc:postgresql://host:port/database. If the"
                        + " application has several data sources, mark the PostgreSQL one with @FermataDataSource."
                        + " Without durable tasks, set fermata.enabled=false.");
    }

    static DatabaseException unreachable(String where, Exception cause) {
        DatabaseException failure = new DatabaseException(
                "FERMATA-2102",
                "the application's database cannot be reached" + where + ": " + cause.getMessage() + ".",
                "Check that PostgreSQL runs, and spring.datasource.url, username and password.");
        failure.initCause(cause);
        return failure;
    }

    static DatabaseException unknownCredentials(String dataSource, String url) {
        return new DatabaseException(
                "FERMATA-2103",
                "the engine needs connections of its own to " + url
                        + ", but user and password cannot be read from the data" + " source, a " + dataSource + ".",
                "Set fermata.datasource.url, fermata.datasource.username and fermata.datasource.password.");
    }

    static DatabaseException noDataSource(long found) {
        return new DatabaseException(
                "FERMATA-2104",
                found == 0
                        ? "there is no DataSource bean, and fermata.datasource.url is not set."
                        : "there are " + found + " DataSource beans, none of them primary.",
                found == 0
                        ? "Set spring.datasource.url to a PostgreSQL database. Without durable tasks, set"
                                + " fermata.enabled=false."
                        : "Mark the one whose transactions triggers shall join with @FermataDataSource or @Primary.");
    }
}
