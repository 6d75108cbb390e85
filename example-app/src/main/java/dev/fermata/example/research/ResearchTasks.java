package dev.fermata.example.research;

import dev.fermata.PermanentFailureException;
import dev.fermata.Step;
import dev.fermata.Task;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** An agent: the model speaks, its tools are used, and the conversation grows until there is an answer. */
@Component
public class ResearchTasks {

    private static final int MOST_TURNS = 12;

    private final LanguageModel model;
    private final Library library;

    ResearchTasks(LanguageModel model, Library library) {
        this.model = model;
        this.library = library;
    }

    /** No call to the model is ever made twice for nothing: its reply is saved before it is used. */
    @Task(id = "research-agent", queue = "research")
    public Answer research(Question question) {
        List<Message> conversation = new ArrayList<>();
        conversation.add(Message.user(question.text()));
        for (int turn = 1; turn <= MOST_TURNS; turn++) {
            Reply reply = think(conversation);
            conversation.add(Message.assistant(reply.text()));
            if (reply.isAnswer()) {
                return new Answer(reply.text(), reply.sources(), turn);
            }
            for (ToolCall call : reply.calls()) {
                String result = useTool(call);
                conversation.add(Message.tool(call, result));
            }
        }
        throw new PermanentFailureException("no answer after " + MOST_TURNS + " turns");
    }

    @Step
    Reply think(List<Message> conversation) {
        return model.next(conversation);
    }

    @Step
    String useTool(ToolCall call) {
        return library.use(call);
    }
}
