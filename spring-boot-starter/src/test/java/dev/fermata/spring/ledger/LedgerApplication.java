package dev.fermata.spring.ledger;

import jakarta.persistence.EntityManager;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EntityScan(basePackageClasses = Entry.class)
public class LedgerApplication {

    /** The database's side of {@link Entry}, with a constraint that only a commit finds violated. */
    public static final String SCHEMA = """
            create table ledger (id text primary key, run text not null);
            create table permit (run text primary key);
            create table claimed_permit (
                run text references permit (run) deferrable initially deferred
            )""";

    @Bean
    LedgerTasks ledgerTasks(JdbcClient jdbc, DSLContext jooq, ObjectProvider<EntityManager> entities, Hooks hooks) {
        return new LedgerTasks(jdbc, jooq, entities, hooks);
    }

    @Bean
    Bookkeeper bookkeeper(JdbcClient jdbc) {
        return new Bookkeeper(jdbc);
    }

    @Bean
    Hooks hooks() {
        return new Hooks();
    }
}
