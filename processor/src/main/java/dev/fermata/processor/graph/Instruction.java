package dev.fermata.processor.graph;

import org.jspecify.annotations.Nullable;

/**
 * One step inside a block: a bare declaration (target only), an assignment (both) or a statement (code only).
 *
 * @param line line of the user's file it is printed on
 * @param guarded the statement may be unable to complete, so what follows it must not count as unreachable
 */
public record Instruction(
        @Nullable Variable target, @Nullable Code code, int line, boolean guarded) {}
