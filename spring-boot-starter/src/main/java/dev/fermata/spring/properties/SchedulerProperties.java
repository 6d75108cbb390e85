package dev.fermata.spring.properties;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether this application fires schedules.
 *
 * @param enabled whether it takes part in firing them; any number of nodes may
 */
public record SchedulerProperties(@DefaultValue("true") boolean enabled) {}
