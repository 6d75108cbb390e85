package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import dev.fermata.testing.postgres.TestSchema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import reactor.core.publisher.Mono;

@PostgresFixture
class SpringStepTransactionsTest {

    private static TestDatabase otherDatabase;
    private static PostgresStore store;
    private static AnnotationConfigApplicationContext context;
    private static SpringStepTransactions transactions;

    @BeforeAll
    static void open(TestDatabase database) {
        otherDatabase = TestDatabase.create(TestSchema.Empty.class);
        store = new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:steps");
        context = new AnnotationConfigApplicationContext();
        context.register(Application.class);
        manager("main", new DataSourceTransactionManager(dataSource(database)), true);
        manager("other", new DataSourceTransactionManager(dataSource(otherDatabase)), false);
        manager("h2", new DataSourceTransactionManager(h2), false);
        manager("reactive", new Reactive(), false);
        manager("opaque", new Opaque(), false);
        context.registerBean("quick", Quick.class);
        context.registerBean("slow", Slow.class);
        context.registerBean("only", Only.class);
        context.registerBean("loose", Loose.class);
        context.registerBean("strict", Strict.class);
        context.refresh();
        transactions = new SpringStepTransactions(
                new TransactionRules(context.getBeanFactory(), context.getBeanProvider(TransactionInterceptor.class)),
                new DatabaseCheck(store::isDatabaseOf));
    }

    @AfterAll
    static void close() {
        context.close();
        store.close();
        otherDatabase.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "mandatory", "meta", "named"})
    void aStepIsTransactionalWhereverItSaysSo(String step) {
        assertThat(transactions.of(TaskBean.of(new Steps()), method(Steps.class, step)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "supports"})
    void aStepWithoutATransactionIsCalledAsItIs(String step) {
        assertThat(transactions.of(TaskBean.of(new Steps()), method(Steps.class, step)))
                .isEmpty();
    }

    @Test
    void theAnnotationOfTheClassCounts() {
        assertThat(transactions.of(TaskBean.of(new Annotated()), method(Annotated.class, "step")))
                .isPresent();
    }

    @Test
    void theAnnotationOfAnInterfaceCounts() {
        assertThat(transactions.of(TaskBean.of(new OfInterface()), method(OfInterface.class, "step")))
                .isPresent();
    }

    @Test
    void theAnnotationOfAnOverridingMethodCounts() {
        assertThat(transactions.of(TaskBean.of(new Overriding()), method(Overridden.class, "step")))
                .isPresent();
    }

    @Test
    void aStepOfAnotherBeanIsTransactionalAsThatBeanIs() {
        assertThat(transactions.of(TaskBean.of(new Steps()), method(Single.class, "step")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "requiresNew, FERMATA-2301, REQUIRES_NEW",
        "nested, FERMATA-2301, NESTED",
        "notSupported, FERMATA-2301, NOT_SUPPORTED",
        "never, FERMATA-2301, NEVER",
        "readOnly, FERMATA-2302, read-only",
        "reactive, FERMATA-2303, reactive",
        "otherDatabase, FERMATA-2304, DataSourceTransactionManager",
        "h2, FERMATA-2304, DataSourceTransactionManager",
        "opaque, FERMATA-2305, Opaque",
        "hidden, FERMATA-2306, private",
        "sealed, FERMATA-2306, final",
        "shared, FERMATA-2306, static",
        "unknown, FERMATA-2307, nowhere"
    })
    void aTransactionThatTheCheckpointCannotBePartOfIsRefused(String step, String code, String value) {
        assertThatThrownBy(() -> transactions.of(TaskBean.of(new Steps()), method(Steps.class, step)))
                .isInstanceOfSatisfying(StepTransactionException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(code);
                    assertThat(refusal).hasMessageContaining(value).hasMessageContaining("Steps." + step);
                    assertThat(refusal.action()).isNotBlank();
                });
    }

    @Test
    void beansThatDisagreeAreRefused() {
        assertThatThrownBy(() -> transactions.of(TaskBean.of(new Steps()), method(Several.class, "step")))
                .isInstanceOfSatisfying(StepTransactionException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("FERMATA-2308");
                    assertThat(refusal).hasMessageContaining("quick").hasMessageContaining("slow");
                });
    }

    @Test
    void beansThatDisagreeOnlyInTheirIsolationAreRefused() {
        assertThatThrownBy(() -> transactions.of(TaskBean.of(new Steps()), method(Isolated.class, "step")))
                .isInstanceOfSatisfying(
                        StepTransactionException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("FERMATA-2308"));
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DriverManagerDataSource dataSource(TestDatabase database) {
        return new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    }

    private static <M extends TransactionManager> void manager(String name, M manager, boolean primary) {
        context.registerBean(
                name, TransactionManager.class, () -> manager, definition -> definition.setPrimary(primary));
    }

    @EnableTransactionManagement
    static class Application {}

    @Target({ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Transactional
    @interface InOneGo {}

    static class Steps {

        @Transactional
        void required() {}

        @Transactional(propagation = Propagation.MANDATORY)
        void mandatory() {}

        @InOneGo
        void meta() {}

        @Transactional("main")
        void named() {}

        void plain() {}

        @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
        void supports() {}

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        void requiresNew() {}

        @Transactional(propagation = Propagation.NESTED)
        void nested() {}

        @Transactional(propagation = Propagation.NOT_SUPPORTED)
        void notSupported() {}

        @Transactional(propagation = Propagation.NEVER)
        void never() {}

        @Transactional(readOnly = true)
        void readOnly() {}

        @Transactional("reactive")
        void reactive() {}

        @Transactional("other")
        void otherDatabase() {}

        @Transactional("h2")
        void h2() {}

        @Transactional("opaque")
        void opaque() {}

        @Transactional
        private void hidden() {}

        @Transactional
        final void sealed() {}

        @Transactional
        static void shared() {}

        @Transactional("nowhere")
        void unknown() {}
    }

    @Transactional
    static class Annotated {
        void step() {}
    }

    interface Declared {
        @Transactional
        void step();
    }

    static class OfInterface implements Declared {
        @Override
        public void step() {}
    }

    static class Overridden {
        void step() {}
    }

    static class Overriding extends Overridden {
        @Override
        @Transactional
        void step() {}
    }

    interface Isolated {
        void step();
    }

    static class Loose implements Isolated {
        @Override
        @Transactional
        public void step() {}
    }

    static class Strict implements Isolated {
        @Override
        @Transactional(isolation = Isolation.SERIALIZABLE)
        public void step() {}
    }

    interface Several {
        void step();
    }

    static class Quick implements Several {
        @Override
        @Transactional(timeout = 1)
        public void step() {}
    }

    static class Slow implements Several {
        @Override
        @Transactional(timeout = 100)
        public void step() {}
    }

    interface Single {
        void step();
    }

    static class Only implements Single {
        @Override
        @Transactional
        public void step() {}
    }

    static class Reactive implements ReactiveTransactionManager {
        @Override
        public Mono<ReactiveTransaction> getReactiveTransaction(@Nullable TransactionDefinition definition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> commit(ReactiveTransaction transaction) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> rollback(ReactiveTransaction transaction) {
            throw new UnsupportedOperationException();
        }
    }

    static class Opaque extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
