package dev.fermata.testing.postgres;

import dev.fermata.schema.SchemaMigrator;
import dev.fermata.schema.SchemaName;
import javax.sql.DataSource;

/** Fermata's tables, as its migrations make them, and nothing in them. */
public final class FermataSchema implements TestSchema {

    @Override
    public void createIn(DataSource template) {
        new SchemaMigrator(template, SchemaName.DEFAULT).run(SchemaMigrator.Mode.MIGRATE);
    }
}
