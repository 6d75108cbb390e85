package dev.fermata.engine.postgres;

import dev.fermata.schema.SchemaName;
import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * SQL on the configured schema. Statements that run often are texts, written for the default schema, so that they can
 * be pasted into psql; they bind arrays, and building them each time would cost more than the database's own work.
 * The others are jOOQ's.
 */
final class SchemaSql {

    static {
        // jOOQ greets whoever first renders a statement; an application that wants that says so.
        System.getProperties().putIfAbsent("org.jooq.no-logo", "true");
        System.getProperties().putIfAbsent("org.jooq.no-tips", "true");
    }

    private final String prefix;
    private final Settings settings;

    SchemaSql(String schema) {
        SchemaName.require(schema);
        this.prefix = '"' + schema + "\".";
        this.settings = new Settings()
                .withExecuteLogging(false)
                .withRenderMapping(new RenderMapping()
                        .withSchemata(
                                new MappedSchema().withInput(SchemaName.DEFAULT).withOutput(schema)));
    }

    /** The text with its tables in the configured schema. */
    String text(String sql) {
        return sql.replace(SchemaName.DEFAULT + ".", prefix);
    }

    DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES, settings);
    }
}
