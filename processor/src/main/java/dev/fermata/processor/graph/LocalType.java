package dev.fermata.processor.graph;

/** A type declared inside the method, which becomes a member of the machine. */
public record LocalType(Code text, int line) {}
