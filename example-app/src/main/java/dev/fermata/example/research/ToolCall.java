package dev.fermata.example.research;

/** A tool the model wants used. */
public record ToolCall(String tool, String argument) {}
