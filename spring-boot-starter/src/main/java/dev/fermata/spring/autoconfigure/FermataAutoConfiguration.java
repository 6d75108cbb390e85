package dev.fermata.spring.autoconfigure;

import dev.fermata.TaskTrigger;
import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.spring.database.FermataDataSource;
import dev.fermata.spring.database.FermataDatabase;
import dev.fermata.spring.database.HostDatabase;
import dev.fermata.spring.engine.DeferredTrigger;
import dev.fermata.spring.engine.EngineAssembly;
import dev.fermata.spring.engine.EngineLifecycle;
import dev.fermata.spring.properties.FermataProperties;
import dev.fermata.spring.tasks.TaskBeanRegistrar;
import dev.fermata.spring.tasks.TaskBeans;
import dev.fermata.spring.transaction.DatabaseCheck;
import dev.fermata.spring.transaction.SpringStepTransactions;
import dev.fermata.spring.transaction.SpringTriggerTransaction;
import dev.fermata.spring.transaction.TransactionRules;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** The engine on the application's database, with the application's tasks. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "fermata.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FermataProperties.class)
public final class FermataAutoConfiguration {

    @Bean
    static TaskBeanRegistrar fermataTaskBeanRegistrar() {
        return new TaskBeanRegistrar();
    }

    @Bean
    @ConditionalOnMissingBean
    HostDatabase fermataHostDatabase(
            FermataProperties properties,
            @FermataDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> all,
            ObjectProvider<JdbcConnectionDetails> details) {
        return HostDatabase.of(HostDatabase.choose(marked, all), properties.datasource(), details.getIfUnique());
    }

    @Bean
    @ConditionalOnMissingBean
    FermataDatabase fermataDatabase(HostDatabase host, FermataProperties properties) {
        return FermataDatabase.open(host, properties.schema());
    }

    @Bean
    @ConditionalOnMissingBean(TriggerTransaction.class)
    SpringTriggerTransaction fermataTriggerTransaction(HostDatabase host, FermataDatabase database) {
        return new SpringTriggerTransaction(host.dataSource(), database::onOwnConnection);
    }

    @Bean
    @ConditionalOnMissingBean(StepTransactions.class)
    SpringStepTransactions fermataStepTransactions(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<TransactionInterceptor> interceptors,
            FermataDatabase database) {
        return new SpringStepTransactions(
                new TransactionRules(beans, interceptors), new DatabaseCheck(database::isDatabaseOf));
    }

    /** Drained by its lifecycle, so that it stops while what its steps need is still there. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    FermataEngine fermataEngine(
            FermataDatabase database,
            TriggerTransaction transaction,
            StepTransactions steps,
            FermataProperties properties,
            TaskBeans tasks) {
        return EngineAssembly.assemble(database.stores(), transaction, steps, properties, tasks.all());
    }

    @Bean
    @ConditionalOnMissingBean(TaskTrigger.class)
    DeferredTrigger fermataTrigger(ObjectProvider<FermataEngine> engine) {
        return new DeferredTrigger(engine::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "fermata.worker.enabled", matchIfMissing = true)
    EngineLifecycle fermataLifecycle(FermataEngine engine, FermataProperties properties) {
        return new EngineLifecycle(engine, properties.worker().drainTimeout());
    }
}
