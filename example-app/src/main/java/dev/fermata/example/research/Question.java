package dev.fermata.example.research;

/** What somebody wants to know. */
public record Question(String text) {

    public Question {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("a question needs a text");
        }
    }
}
