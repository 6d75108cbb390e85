package dev.fermata.processor.graph;

/**
 * Blocks whose exceptions go to one handler.
 *
 * @param handler belongs to the enclosing region
 * @param exception where the thrown object is put before the handler runs
 */
public record Region(Block handler, Variable exception) {}
