package dev.fermata.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.TaskTrigger;
import dev.fermata.engine.FermataEngine;
import dev.fermata.spring.app.GreetingApplication;
import dev.fermata.spring.app.GreetingTasks;
import dev.fermata.spring.app.GreetingTasksClient;
import dev.fermata.spring.app.Guest;
import dev.fermata.spring.app.Runner;
import dev.fermata.spring.database.FermataDataSource;
import dev.fermata.spring.engine.EngineLifecycle;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@PostgresFixture
class CoexistenceTest {

    private TestDatabase database;

    @BeforeEach
    void use(TestDatabase shared) {
        database = shared;
    }

    @Test
    void theApplicationsOwnInfrastructureStaysTheOnlyOne() throws SchedulerException {
        try (ConfigurableApplicationContext application = Runner.web(
                GreetingApplication.class,
                database,
                "spring.flyway.locations=classpath:host/migration",
                "spring.quartz.job-store-type=jdbc",
                "spring.quartz.jdbc.initialize-schema=always",
                "spring.quartz.properties.org.quartz.jobStore.driverDelegateClass="
                        + "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate")) {
            assertThat(application.getBeanNamesForType(DataSource.class)).containsExactly("dataSource");
            assertThat(application.getBeanNamesForType(PlatformTransactionManager.class))
                    .containsExactly("transactionManager");
            assertThat(application.getBeanNamesForType(DSLContext.class)).containsExactly("dslContext");
            assertThat(application.getBeanNamesForType(JsonMapper.class)).containsExactly("jacksonJsonMapper");
            assertThat(application.getBeanNamesForType(Flyway.class)).containsExactly("flyway");
            assertThat(application.getBeanNamesForType(Scheduler.class)).containsExactly("quartzScheduler");
            assertThat(application.getBean(Scheduler.class).isStarted()).isTrue();
            assertThat(application.getBean(DSLContext.class).fetchCount(DSL.table("public.host_table")))
                    .isZero();
            assertThat(database.rows("select version from public.flyway_schema_history"))
                    .hasSize(1);
            assertThat(database.rows("select 1 from fermata.schema_history where version = '1'"))
                    .hasSize(1);
            completes(application);
        }
    }

    @Test
    void anApplicationMayReplaceTheTriggerTheTransactionAndTheEngine() {
        try (ConfigurableApplicationContext application =
                Runner.plain(OwnEngine.class, database, "spring.flyway.enabled=false")) {
            assertThat(application.getBean(FermataEngine.class)).isSameAs(OwnEngine.made);
            assertThat(application.getBeanNamesForType(TaskTrigger.class)).containsExactly("ownTrigger");
        }
    }

    @Test
    void switchedOffItAddsNothing() {
        try (ConfigurableApplicationContext application = Runner.web(
                GreetingApplication.class, database, "fermata.enabled=false", "spring.flyway.enabled=false")) {
            assertThat(application.getBeanDefinitionNames())
                    .noneMatch(name -> name.startsWith("fermata") || name.startsWith("greetingTasksClient"));
        }
    }

    @Test
    void aNodeWithoutAWorkerTriggersAndANodeWithoutTheApiDoesNotServeIt() {
        String[] off = {"fermata.worker.enabled=false", "fermata.api.enabled=false", "spring.flyway.enabled=false"};
        try (ConfigurableApplicationContext application = Runner.web(GreetingApplication.class, database, off)) {
            assertThat(application.getBeansOfType(EngineLifecycle.class)).isEmpty();
            assertThat(application.containsBean("fermataApiRoutes")).isFalse();
            String id = trigger(application);
            assertThat(stateOf(id)).isNull();
        }
    }

    @Test
    void theEngineStopsAndStartsWithTheApplicationAgain() {
        try (ConfigurableApplicationContext application =
                Runner.plain(GreetingApplication.class, database, "spring.flyway.enabled=false")) {
            application.stop();
            assertThat(application.getBean(FermataEngine.class).isRunning()).isFalse();
            application.start();
            completes(application);
        }
    }

    @Test
    void theMarkedDataSourceIsTheOneWhoseTransactionsTriggersJoin() {
        try (ConfigurableApplicationContext application = Runner.plain(
                TwoDataSources.class,
                database,
                "spring.flyway.enabled=false",
                // it wants one DataSource to be the primary one
                "spring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
                        + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration")) {
            TransactionTemplate transaction = new TransactionTemplate(
                    application.getBean("secondTransactionManager", PlatformTransactionManager.class));
            String id = transaction.execute(status -> {
                status.setRollbackOnly();
                return trigger(application);
            });
            assertThat(database.rows("select 1 from fermata.run where id = ?::uuid", uuid(id)))
                    .isEmpty();
            completes(application);
        }
    }

    private void completes(ApplicationContext application) {
        String id = trigger(application);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "COMPLETED".equals(stateOf(id)));
    }

    private static String trigger(ApplicationContext application) {
        return application
                .getBean(GreetingTasksClient.class)
                .greet(new Guest("ada", 1))
                .trigger()
                .id();
    }

    private @Nullable Object stateOf(String id) {
        return database.rows("select state from fermata.run where id = ?::uuid", uuid(id))
                .get(0)
                .get("state");
    }

    private static String uuid(String id) {
        return id.substring("run_".length());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = QuartzAutoConfiguration.class)
    static class OwnEngine {

        static @Nullable FermataEngine made;

        @Bean
        FermataEngine ownEngine(dev.fermata.spring.database.FermataDatabase database) {
            FermataEngine engine = FermataEngine.builder(
                            database.stores(),
                            new dev.fermata.spring.transaction.SpringTriggerTransaction(
                                    null, database::onOwnConnection))
                    .build();
            made = engine;
            return engine;
        }

        @Bean
        TaskTrigger ownTrigger(FermataEngine engine) {
            return engine.trigger();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = QuartzAutoConfiguration.class)
    static class TwoDataSources {

        @Bean
        GreetingTasks greetingTasks() {
            return new GreetingTasks();
        }

        @Bean
        @Primary
        DataSource first() {
            return new org.h2.jdbcx.JdbcDataSource();
        }

        @Bean
        @FermataDataSource
        DataSource second(org.springframework.core.env.Environment environment) {
            DriverManagerDataSource source = new DriverManagerDataSource();
            source.setUrl(environment.getRequiredProperty("spring.datasource.url"));
            source.setUsername(environment.getProperty("spring.datasource.username"));
            source.setPassword(environment.getProperty("spring.datasource.password"));
            return source;
        }

        @Bean
        PlatformTransactionManager secondTransactionManager(@FermataDataSource DataSource source) {
            return new DataSourceTransactionManager(source);
        }
    }
}
