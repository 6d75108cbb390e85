package dev.fermata.spring.autoconfigure;

import dev.fermata.engine.FermataEngine;
import dev.fermata.spring.http.FermataApi;
import dev.fermata.spring.properties.ApiProperties;
import dev.fermata.spring.properties.FermataProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The HTTP API, in a servlet web application. */
@AutoConfiguration(
        after = FermataAutoConfiguration.class,
        afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnClass({DispatcherServlet.class, RouterFunction.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "fermata.api.enabled", matchIfMissing = true)
@ConditionalOnBean(FermataEngine.class)
@EnableConfigurationProperties(ApiProperties.class)
public final class FermataApiAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(FermataApiAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean(name = "fermataApiRoutes")
    RouterFunction<ServerResponse> fermataApiRoutes(
            FermataEngine engine, FermataProperties properties, ApiProperties api) {
        if (api.keys().isEmpty()) {
            LOG.warn(
                    "No API key is configured: the API under /api answers only programs on this machine, and nothing that"
                            + " a proxy forwards. Set fermata.api.keys.<name> to open it to bearers of that key.");
        } else {
            LOG.info(
                    "The API under /api is open to bearers of the keys {}",
                    api.keys().keySet());
        }
        return new FermataApi(engine.runs(), api.keys().values(), (int)
                        properties.trigger().maxPayload().toBytes())
                .routes();
    }
}
