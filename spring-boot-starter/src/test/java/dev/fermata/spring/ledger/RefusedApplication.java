package dev.fermata.spring.ledger;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that does not start. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class RefusedApplication {

    @Bean
    RefusedTasks refusedTasks() {
        return new RefusedTasks();
    }
}
