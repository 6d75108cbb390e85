package dev.fermata.spring.app;

import dev.fermata.testing.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts small applications as {@code main} would. */
public final class Runner {

    private Runner() {}

    /** A web application on a free port. */
    public static ConfigurableApplicationContext web(
            Class<?> application, TestDatabase database, String... properties) {
        return run(WebApplicationType.SERVLET, application, database, properties);
    }

    public static ConfigurableApplicationContext plain(
            Class<?> application, TestDatabase database, String... properties) {
        return run(WebApplicationType.NONE, application, database, properties);
    }

    private static ConfigurableApplicationContext run(
            WebApplicationType type, Class<?> application, TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.datasource.url=" + database.jdbcUrl(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password()));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(application)
                .web(type)
                .properties(all.toArray(String[]::new))
                .run();
    }
}
