package dev.fermata.example.research;

import java.util.List;

/** What the agent found out. */
public record Answer(String text, List<String> sources, int turns) {

    public Answer {
        sources = List.copyOf(sources);
    }
}
