package dev.fermata.benchmarks;

import dev.fermata.Step;
import dev.fermata.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An agent's loop: a conversation that grows by one message a step. */
public class AgentTasks {

    private static final String[] WORDS = {"the", "agent", "looks", "again", "for", "what", "it", "has", "not", "found"
    };

    volatile Runnable afterLast = () -> {};

    /** @param text a message of some 230 bytes */
    public record Message(String role, int turn, String text) {}

    @Task(id = "agent")
    int converse(int turns) {
        List<Message> messages = new ArrayList<>();
        for (int turn = 1; turn <= turns; turn++) {
            messages.add(reply(turn));
        }
        afterLast.run();
        return messages.size();
    }

    @Step
    Message reply(int turn) {
        Random random = new Random(turn);
        StringBuilder text = new StringBuilder();
        while (text.length() < 190) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return new Message(turn % 2 == 0 ? "assistant" : "tool", turn, text.toString());
    }
}
