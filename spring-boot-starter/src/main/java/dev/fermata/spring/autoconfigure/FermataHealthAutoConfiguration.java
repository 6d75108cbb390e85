package dev.fermata.spring.autoconfigure;

import dev.fermata.engine.FermataEngine;
import dev.fermata.spring.database.FermataDatabase;
import dev.fermata.spring.health.FermataHealthIndicator;
import dev.fermata.spring.properties.FermataProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health check {@code fermata}, where the application has health checks. */
@AutoConfiguration(after = FermataAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("fermata")
@ConditionalOnBean(FermataEngine.class)
public final class FermataHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FermataHealthIndicator fermataHealthIndicator(
            FermataEngine engine, FermataDatabase database, FermataProperties properties) {
        return new FermataHealthIndicator(engine, database, properties.worker().enabled());
    }
}
