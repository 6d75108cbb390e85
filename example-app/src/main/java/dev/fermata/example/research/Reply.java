package dev.fermata.example.research;

import java.util.List;

/**
 * What a model says next.
 *
 * @param calls tools it wants used first; none: {@code text} is the answer
 * @param sources documents the answer rests on
 */
public record Reply(String text, List<ToolCall> calls, List<String> sources) {

    public Reply {
        calls = List.copyOf(calls);
        sources = List.copyOf(sources);
    }

    static Reply use(String text, List<ToolCall> calls) {
        return new Reply(text, calls, List.of());
    }

    static Reply answer(String text, List<String> sources) {
        return new Reply(text, List.of(), sources);
    }

    boolean isAnswer() {
        return calls.isEmpty();
    }
}
