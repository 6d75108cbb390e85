package dev.fermata.spring.app;

/** Payload of the task. */
public record Guest(String name, int bows) {}
