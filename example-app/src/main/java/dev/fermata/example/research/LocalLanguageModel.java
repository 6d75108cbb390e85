package dev.fermata.example.research;

import dev.fermata.example.research.Message.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * A model for those who have none: it searches for the question's words, reads what it finds, and answers with the
 * sentences that share most words with the question. The same conversation always gets the same reply.
 */
@Component
class LocalLanguageModel implements LanguageModel {

    private static final int SENTENCES = 2;

    @Override
    public Reply next(List<Message> conversation) {
        String question = conversation.get(0).text();
        List<Message> found = ofTool(conversation, "search ");
        if (found.isEmpty()) {
            return Reply.use("I look for what is known.", List.of(new ToolCall("search", question)));
        }
        List<String> names = found.get(0).text().lines().toList();
        List<Message> read = ofTool(conversation, "read ");
        if (read.size() < names.size()) {
            String next = names.get(read.size());
            return Reply.use("I read " + next + ".", List.of(new ToolCall("read", next)));
        }
        if (read.isEmpty()) {
            return Reply.answer("The documents say nothing about it.", List.of());
        }
        return answer(Words.of(question), read);
    }

    private static List<Message> ofTool(List<Message> conversation, String prefix) {
        return conversation.stream()
                .filter(message -> message.role() == Role.TOOL && message.name().startsWith(prefix))
                .toList();
    }

    private static Reply answer(Set<String> words, List<Message> read) {
        List<String> sentences = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (Message document : read) {
            List<String> best = Arrays.stream(
                            document.text().replaceAll("\\s+", " ").split("(?<=[.!?]) ", 0))
                    .filter(sentence -> shared(sentence, words) > 0)
                    .sorted(Comparator.comparingLong((String sentence) -> shared(sentence, words))
                            .reversed())
                    .limit(SENTENCES)
                    .toList();
            if (!best.isEmpty()) {
                sentences.addAll(best);
                sources.add(document.name().substring("read ".length()));
            }
        }
        return Reply.answer(String.join(" ", sentences), sources);
    }

    private static long shared(String sentence, Set<String> words) {
        Set<String> own = Words.of(sentence);
        return words.stream().filter(own::contains).count();
    }
}
