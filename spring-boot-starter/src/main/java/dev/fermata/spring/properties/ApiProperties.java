package dev.fermata.spring.properties;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The HTTP API under {@code /api}.
 *
 * @param keys secrets that open it as bearer tokens, by a name of your choice; without any, it answers only requests of
 *     this machine
 */
@ConfigurationProperties("fermata.api")
public record ApiProperties(@Nullable Map<String, ApiKey> keys) {

    public ApiProperties {
        keys = keys == null ? Map.of() : Map.copyOf(keys);
    }

    @Override
    public Map<String, ApiKey> keys() {
        return keys == null ? Map.of() : keys;
    }
}
