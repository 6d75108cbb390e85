package dev.fermata.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.schema.SchemaMigrator.Mode;
import dev.fermata.schema.SchemaReport.State;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@PostgresFixture
class SchemaMigratorTest {

    private final TestDatabase database;

    SchemaMigratorTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void migratesAnEmptyDatabaseIntoTheNamedSchemaAndNowhereElse() {
        SchemaMigrator migrator = migrator("elsewhere");
        assertThat(migrator.inspect().state()).isEqualTo(State.MISSING);

        migrator.run(Mode.MIGRATE);

        assertThat(migrator.inspect()).isEqualTo(new SchemaReport("elsewhere", State.CURRENT, "1", "1"));
        assertThat(database.rows("select table_name from information_schema.tables where table_schema = 'elsewhere'"))
                .extracting(row -> row.get("table_name"))
                .contains("run", "active_run", "checkpoint", "worker", "schema_history");
        assertThat(database.rows("select table_name from information_schema.tables where table_schema = 'public'"))
                .isEmpty();
        assertThat(database.value(Boolean.class, "select elsewhere.now() = statement_timestamp()"))
                .isTrue();
        migrator.run(Mode.VALIDATE);
        migrator.run(Mode.MIGRATE);
    }

    @Test
    void validatingRefusesAMissingSchemaAndCreatesNothing() {
        assertThatThrownBy(() -> migrator("missing").run(Mode.VALIDATE))
                .isInstanceOfSatisfying(
                        SchemaException.class,
                        e -> assertThat(e.report().state()).isEqualTo(State.MISSING))
                .hasMessageContaining("FERMATA-2111")
                .hasMessageContaining("fermata.schema.mode=migrate");
        assertThat(database.rows("select from pg_namespace where nspname = 'missing'"))
                .isEmpty();
    }

    @Test
    void modeNoneNeitherLooksNorTouches() {
        migrator("untouched").run(Mode.NONE);

        assertThat(database.rows("select from pg_namespace where nspname = 'untouched'"))
                .isEmpty();
    }

    @Test
    void anOlderSchemaIsRefusedByValidation() {
        SchemaMigrator migrator = migrator("older");
        migrator.run(Mode.MIGRATE);
        // As an older build would have left it: its own last migration, and not yet this build's.
        database.execute(
                "update older.schema_history set version = '0.1', script = 'V0_1__before.sql' where version = '1'");

        assertThat(migrator.inspect().installed()).isEqualTo("0.1");
        assertThat(migrator.inspect().state()).isIn(State.OLDER, State.NEWER);
    }

    @Test
    void aNewerSchemaIsRefusedByBothModes() {
        SchemaMigrator migrator = migrator("newer");
        migrator.run(Mode.MIGRATE);
        database.execute("""
                insert into newer.schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                select max(installed_rank) + 1, '999', 'future', 'SQL', 'V999__future.sql', 'somebody', 1, true
                from newer.schema_history""");

        for (Mode mode : List.of(Mode.MIGRATE, Mode.VALIDATE)) {
            assertThatThrownBy(() -> migrator.run(mode))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("FERMATA-2113")
                    .hasMessageContaining("999");
        }
    }

    @Test
    void aMigrationChangedAfterItRanIsRefused() {
        SchemaMigrator migrator = migrator("changed");
        migrator.run(Mode.MIGRATE);
        database.execute("update changed.schema_history set checksum = 1 where version = '1'");

        assertThatThrownBy(() -> migrator.run(Mode.VALIDATE)).hasMessageContaining("FERMATA-2114");
    }

    @Test
    void nodesThatStartTogetherMigrateOnce() {
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4)
                .mapToObj(i ->
                        CompletableFuture.runAsync(() -> migrator("together").run(Mode.MIGRATE)))
                .toList();

        assertThat(nodes).allSatisfy(node -> assertThat(node).succeedsWithin(java.time.Duration.ofSeconds(30)));
        assertThat(database.rows("select from together.schema_history where version = '1'"))
                .hasSize(1);
    }

    @Test
    void everyTableColumnAndFunctionIsCommented() {
        migrator("commented").run(Mode.MIGRATE);

        assertThat(database.rows("""
                        select a.attname, c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
                        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'commented'
                        where c.relkind = 'r' and c.relname <> 'schema_history' and a.attnum > 0
                        and not a.attisdropped and col_description(c.oid, a.attnum) is null""")).isEmpty();
        assertThat(database.rows("""
                        select c.relname from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'commented'
                        where c.relkind = 'r' and c.relname <> 'schema_history'
                        and obj_description(c.oid, 'pg_class') is null""")).isEmpty();
        assertThat(database.value(String.class, "select obj_description('commented.now'::regproc, 'pg_proc')"))
                .isNotBlank();
    }

    @Test
    void aNameThatIsNotAPlainIdentifierIsRefused() {
        assertThatThrownBy(() -> migrator("x\"; drop schema public"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FERMATA-2110");
    }

    private SchemaMigrator migrator(String schema) {
        return new SchemaMigrator(database.dataSource(), schema);
    }
}
