package dev.fermata.example.research;

import java.util.List;

/** A model that goes on with a conversation. Put your provider's client behind it, and mark it {@code @Primary}. */
public interface LanguageModel {

    Reply next(List<Message> conversation);
}
