package dev.fermata.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Task;
import dev.fermata.spring.app.GreetingApplication;
import dev.fermata.spring.app.GreetingTasks;
import dev.fermata.spring.app.Runner;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

@PostgresFixture
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    private static TestDatabase database;

    private final CapturedOutput output;

    StartFailureTest(CapturedOutput output) {
        this.output = output;
    }

    @BeforeAll
    static void use(TestDatabase fresh) {
        database = fresh;
    }

    @Test
    void aDatabaseThatIsNotPostgresIsNamedWithTheWayOut() {
        fails(GreetingApplication.class, "spring.datasource.url=jdbc:h2:mem:other", "spring.datasource.username=sa");

        assertReport("FERMATA-2101", "H2", "jdbc:postgresql://host:port/database");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBe() {
        fails(
                GreetingApplication.class,
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                "spring.datasource.hikari.connection-timeout=500",
                "spring.datasource.hikari.initialization-fail-timeout=-1",
                // it would be the first to meet the database
                "spring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration");

        assertReport("FERMATA-2102", "Check that PostgreSQL runs");
    }

    @Test
    void aMissingSchemaThatMustNotBeCreatedIsAFailure() {
        fails(GreetingApplication.class, "fermata.schema.mode=validate", "fermata.schema.name=nowhere");

        assertReport("FERMATA-2111", "Set fermata.schema.mode=migrate");
    }

    @Test
    void aSchemaThatANewerVersionMigratedIsAFailure() {
        Runner.plain(GreetingApplication.class, database, "fermata.schema.name=newer")
                .close();
        database.execute("insert into newer.schema_history"
                + " select 99, '99', 'later', type, 'V99__later.sql', 1, installed_by, installed_on, 1, true"
                + " from newer.schema_history where version = '1'");

        fails(GreetingApplication.class, "fermata.schema.name=newer");

        assertReport("FERMATA-2113", "Use the version of Fermata that migrated the schema");
    }

    @Test
    void aSchemaWhoseMigrationsAreNotAllAppliedIsAFailureWhereNothingMayBeMigrated() {
        Runner.plain(GreetingApplication.class, database, "fermata.schema.name=older")
                .close();
        database.execute("update older.schema_history set success = false where version = '1'");

        fails(GreetingApplication.class, "fermata.schema.name=older", "fermata.schema.mode=validate");

        assertReport("FERMATA-2112", "Set fermata.schema.mode=migrate");
    }

    @Test
    void aTaskWithoutItsGeneratedMachineNamesTheBuildFix() {
        fails(WithoutMachine.class);

        assertReport("FERMATA-2002", "Uncompiled.work", "<annotationProcessorPaths>", "fermata-processor");
    }

    @Test
    void twoTasksWithOneIdAreAFailure() {
        fails(Twice.class);

        assertReport("FERMATA-2003", "two tasks have the id 'greet'", "Give one of the two");
    }

    @ParameterizedTest
    @CsvSource({
        "fermata.worker.concurrency=0, a number of runs from 1 to 10000",
        "fermata.worker.lease=100ms, a duration of 2s to 1h",
        "fermata.schema.name=no-name, a letter or underscore",
        "fermata.datasource.url=jdbc:mysql://localhost/x, jdbc:postgresql://host:port/database",
        "fermata.trigger.max-payload=1B, a size from 1KB to 64MB",
        "fermata.retry.max-attempts=0, at least 1",
        "fermata.tasks.greet.steps.bow.retry.factor=0.5, a number of at least 1",
        "fermata.queues.default.retry.min-delay=0ms, at least 1ms",
        "fermata.checkpoints.keep=0, at least 1",
        "fermata.tasks.greet.checkpoints.keep=-1, at least 1",
        "fermata.worker.cancel-patience=2h, a duration of 0s to 1h"
    })
    void aPropertyThatCannotBeIsNamedWithItsValueAndRange(String property, String allowed) {
        fails(GreetingApplication.class, property);

        assertReport("FERMATA-2201", property.substring(0, property.indexOf('=')), allowed);
    }

    @Test
    void aStepThatTheTaskDoesNotCallCannotBeConfigured() {
        fails(GreetingApplication.class, "fermata.tasks.greet.steps.curtsy.retry.max-attempts=2");

        assertReport("FERMATA-2005", "curtsy", "bow, polish");
    }

    @Test
    void tasksThatThisApplicationDoesNotHaveAreReportedAndDoNotStopIt() {
        Runner.plain(GreetingApplication.class, database, "fermata.tasks.great.queue=fast")
                .close();

        assertThat(output).contains("FERMATA-2202", "great", "it has: [greet]");
    }

    @Test
    void aTaskBeanThatIsNoSingletonIsAFailure() {
        fails(Prototype.class);

        assertReport("FERMATA-2007", "greetingTasks", "Declare it as a singleton");
    }

    @Test
    void aTaskBeanBehindAnInterfaceProxyIsAFailure() {
        fails(InterfaceProxy.class);

        assertReport("FERMATA-2008", "spring.aop.proxy-target-class=true");
    }

    @Test
    void severalDataSourcesNeedAMark() {
        fails(Several.class);

        assertReport("FERMATA-2104", "there are 2 DataSource beans", "@FermataDataSource");
    }

    @Test
    void aDataSourceThatDoesNotTellItsCredentialsNeedsThemAgain() {
        fails(Opaque.class);

        assertReport("FERMATA-2103", "Set fermata.datasource.url");
    }

    private void fails(Class<?> application, String... properties) {
        assertThatThrownBy(() -> Runner.plain(application, database, properties).close())
                .isInstanceOf(Exception.class);
    }

    private void assertReport(String... parts) {
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "Action:")
                .contains(parts);
    }

    static class Uncompiled {
        @Task(id = "uncompiled")
        public void work() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithoutMachine {
        @Bean
        Uncompiled uncompiled() {
            return new Uncompiled();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Twice {
        @Bean
        GreetingTasks one() {
            return new GreetingTasks();
        }

        @Bean
        GreetingTasks other() {
            return new GreetingTasks();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Prototype {
        @Bean
        @Scope("prototype")
        GreetingTasks greetingTasks() {
            return new GreetingTasks();
        }
    }

    /** Something that makes interface proxies, such as an old transaction configuration. */
    interface Polite {}

    static class PoliteTasks extends GreetingTasks implements Polite {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class InterfaceProxy {
        @Bean
        PoliteTasks politeTasks() {
            return new PoliteTasks();
        }

        @Bean
        static BeanPostProcessor proxies() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof PoliteTasks ? new ProxyFactory(bean).getProxy() : bean;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Several {
        @Bean
        DataSource one() {
            return database.dataSource();
        }

        @Bean
        DataSource other() {
            return database.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Opaque {
        @Bean
        DataSource opaque() {
            return (DataSource) Proxy.newProxyInstance(
                    Opaque.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getConnection" -> database.dataSource().getConnection();
                        case "isWrapperFor", "equals" -> false;
                        case "hashCode" -> 1;
                        default -> "opaque";
                    });
        }
    }
}
