package dev.fermata.example.research;

/**
 * One message of a conversation with a language model.
 *
 * @param name of the tool or document a tool message comes from; empty otherwise
 */
public record Message(Role role, String name, String text) {

    /** Who speaks. */
    public enum Role {
        USER,
        ASSISTANT,
        TOOL
    }

    static Message user(String text) {
        return new Message(Role.USER, "", text);
    }

    static Message assistant(String text) {
        return new Message(Role.ASSISTANT, "", text);
    }

    static Message tool(ToolCall call, String result) {
        return new Message(Role.TOOL, call.tool() + " " + call.argument(), result);
    }
}
