package dev.fermata.spring.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is accepted as a run.
 *
 * @param maxPayload largest payload, as UTF-8 JSON, from code and over HTTP; 1KB to 64MB
 */
public record TriggerProperties(@DefaultValue("1MB") DataSize maxPayload) {

    public TriggerProperties {
        PropertyException.require(
                maxPayload.toBytes() >= 1024 && maxPayload.toMegabytes() <= 64,
                "fermata.trigger.max-payload",
                maxPayload,
                "a size from 1KB to 64MB");
    }
}
