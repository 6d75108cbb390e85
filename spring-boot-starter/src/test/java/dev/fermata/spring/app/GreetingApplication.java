package dev.fermata.spring.app;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GreetingApplication {

    @Bean
    GreetingTasks greetingTasks() {
        return new GreetingTasks();
    }
}
