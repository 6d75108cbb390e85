package dev.fermata.example.postgres;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Brings a server along where nobody says which one to use. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(LocalPostgresAutoConfiguration.NoServerNamed.class)
public final class LocalPostgresAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(JdbcConnectionDetails.class)
    LocalPostgresDetails localPostgres(@Value("${example.postgres.directory:.data/postgres}") Path directory) {
        return new LocalPostgresDetails(LocalPostgres.open(directory));
    }

    /** {@code spring.datasource.url} is not set, in whatever spelling. */
    static final class NoServerNamed extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean isNamed = context.getEnvironment().containsProperty("spring.datasource.url");
            return new ConditionOutcome(
                    !isNamed,
                    ConditionMessage.forCondition("spring.datasource.url").because(isNamed ? "is set" : "is not set"));
        }
    }
}
