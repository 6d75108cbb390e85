package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one component: remembers what was read under which id. */
final class FrameReader {

    private final ComponentSource source;
    private final AllowList allowed;
    private final int maxDepth;
    private final Map<Integer, Object> byId = new HashMap<>();
    private final Set<Integer> unfinished = new HashSet<>();
    private final List<Runnable> deferred = new ArrayList<>();
    private final IdentityHashMap<Map<?, ?>, List<Object>> entries = new IdentityHashMap<>();
    private JsonParser json;
    private int unfinishedReferences;
    private int depth;

    FrameReader(ComponentSource source, AllowList allowed, int maxDepth) {
        this.source = source;
        this.allowed = allowed;
        this.maxDepth = maxDepth;
        this.json = source.parser();
    }

    JsonParser json() {
        return json;
    }

    JsonToken token() {
        return json.currentToken();
    }

    AllowList allowed() {
        return allowed;
    }

    void down() {
        if (++depth > maxDepth) {
            throw new Trouble(Fault.TOO_DEEP, "values are nested deeper than " + maxDepth);
        }
    }

    void up() {
        depth--;
    }

    Trouble misfit(String expected) {
        return new Trouble(Fault.MISFIT, "expected " + expected + " but found " + describe(token()));
    }

    private String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT, PROPERTY_NAME, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_NULL -> "null";
            default -> shortened(json.getString());
        };
    }

    static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** The int that follows. */
    int readInt() {
        if (json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw misfit("an id");
        }
        return json.getIntValue();
    }

    /** The string that follows. */
    String readText() {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw misfit("a name");
        }
        return json.getString();
    }

    void closeObject() {
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw misfit("the end of an object");
        }
    }

    /** {@code value} exists, but its parts are still to be read. */
    void begin(int id, Object value) {
        if (id != 0) {
            byId.put(id, value);
            unfinished.add(id);
        }
    }

    /** {@code value} is complete. */
    Object registered(int id, Object value) {
        if (id != 0) {
            byId.put(id, value);
            unfinished.remove(id);
        }
        return value;
    }

    /** The object written under {@code id}; {@code place} says as what to read it if it stands in a part that was skipped. */
    Object resolve(int id, Slot place) {
        Object known = byId.get(id);
        if (known == null) {
            known = readElsewhere(id, place);
        }
        if (unfinished.contains(id)) {
            unfinishedReferences++;
        }
        return known;
    }

    /** A variable or field that no longer exists may hold what another still refers to. */
    private Object readElsewhere(int id, Slot place) {
        JsonParser here = json;
        try (JsonParser there = source.find(id)) {
            json = there;
            Object value = place.read(this);
            if (value == null) {
                throw new Trouble(Fault.MALFORMED, "object " + id + " is null");
            }
            return value;
        } finally {
            json = here;
        }
    }

    /** The entry at a place in the map's order. */
    Object entry(Map<?, ?> map, int index) {
        List<Object> all = entries.computeIfAbsent(map, key -> new ArrayList<>(map.entrySet()));
        if (index < 0 || index >= all.size()) {
            throw new Trouble(Fault.MALFORMED, "a map of " + all.size() + " entries has none at " + index);
        }
        return all.get(index);
    }

    /** How many elements the array written under {@code id} has. */
    int lengthOf(int id) {
        return source.lengthOf(id);
    }

    /** How often an object was referred to that is not complete; what hashes or compares it has to wait. */
    int unfinishedReferences() {
        return unfinishedReferences;
    }

    /** Runs after everything has been read; what was read first (so is further inside) runs first. */
    void defer(Runnable action) {
        deferred.add(action);
    }

    void finish() {
        deferred.forEach(Runnable::run);
        json.close();
    }
}
