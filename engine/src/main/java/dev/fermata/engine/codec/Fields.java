package dev.fermata.engine.codec;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JavaType;

/**
 * The state of an object: every instance field that is not {@code transient}, of the class and its superclasses. Of all
 * Jackson annotations only {@code @JsonProperty} (the stored name), {@code @JsonAlias} (older names) and the names in {@code
 * @JsonIgnoreProperties} of fields that are gone are heeded: what an application hides or reformats for its callers is still state.
 */
final class Fields {

    /** Takes what was read for the field with an index. */
    interface Sink {
        void accept(int index, @Nullable Object value);
    }

    private record Entry(Field field, SerializedString key, Slot slot) {}

    private final Class<?> type;
    private final boolean lenient;
    private final Set<String> gone = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> byName = new HashMap<>();

    Fields(Class<?> type, Shapes shapes, JavaType resolved) {
        this.type = type;
        this.lenient = Throwable.class.isAssignableFrom(type);
        List<Class<?>> hierarchy = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            hierarchy.add(0, at);
        }
        for (Class<?> at : hierarchy) {
            if (at == Throwable.class || TypeNames.isJdk(at)) {
                refuseState(type, at);
                continue;
            }
            JsonIgnoreProperties ignored = at.getAnnotation(JsonIgnoreProperties.class);
            if (ignored != null) {
                gone.addAll(Arrays.asList(ignored.value()));
            }
            JavaType owner = resolved.findSuperType(at);
            for (Field field : at.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())) {
                    continue;
                }
                refuseOuter(type, field);
                add(field, shapes.member(field.getGenericType(), owner == null ? resolved : owner));
            }
        }
    }

    private static void refuseState(Class<?> type, Class<?> ancestor) {
        if (Throwable.class.isAssignableFrom(ancestor)) {
            return;
        }
        for (Field field : ancestor.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                throw Shapes.unstorable(type, "it extends " + ancestor.getName() + ", whose fields are closed");
            }
        }
    }

    private static void refuseOuter(Class<?> type, Field field) {
        if (field.isSynthetic()
                && (field.getName().startsWith("this$") || field.getName().startsWith("val$"))) {
            throw Shapes.unstorable(type, "it is an inner class that refers to its outer object; make it static");
        }
    }

    private void add(Field field, Slot slot) {
        try {
            field.setAccessible(true);
        } catch (RuntimeException e) {
            throw closed(field.getDeclaringClass(), e);
        }
        String name = name(field, field.getName());
        if (byName.containsKey(name)) {
            name = field.getDeclaringClass().getSimpleName() + "." + name;
        }
        byName.put(name, entries.size());
        JsonAlias alias = field.getAnnotation(JsonAlias.class);
        if (alias != null) {
            for (String old : alias.value()) {
                byName.putIfAbsent(old, entries.size());
            }
        }
        entries.add(new Entry(field, new SerializedString(KeyText.escape(name)), slot));
    }

    private static String name(AnnotatedElement field, String name) {
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? name : property.value();
    }

    static Trouble closed(Class<?> type, RuntimeException cause) {
        return new Trouble(
                Fault.UNSTORABLE,
                "a " + type.getName() + " cannot be stored; its module does not open package " + type.getPackageName(),
                cause);
    }

    int size() {
        return entries.size();
    }

    String name(int index) {
        return entries.get(index).field.getName();
    }

    Slot slot(int index) {
        return entries.get(index).slot;
    }

    @Nullable
    Object get(int index, Object owner) {
        try {
            return entries.get(index).field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(int index, Object owner, @Nullable Object value) {
        Field field = entries.get(index).field;
        try {
            field.set(owner, value);
        } catch (IllegalAccessException e) {
            throw new Trouble(Fault.REBUILD_FAILED, "the runtime does not let field " + field + " be set", e);
        }
    }

    void survey(Object owner, Survey survey) {
        for (int i = 0; i < entries.size(); i++) {
            try {
                slot(i).survey(get(i, owner), survey);
            } catch (Trouble e) {
                throw e.at("." + name(i));
            }
        }
    }

    void write(int index, Object owner, FrameWriter writer) {
        write(index, owner, writer, true);
    }

    /** A field that is not kept is written as null, as it will be after decoding. */
    void write(int index, Object owner, FrameWriter writer, boolean kept) {
        writer.json().writeName(entries.get(index).key);
        slot(index).write(kept ? get(index, owner) : null, writer);
    }

    /**
     * Reads members to the end of the object. A field that was added since keeps its initial value, and one that is gone is
     * skipped; but both in one object look like a field that was renamed, whose value must not get lost in silence.
     */
    void read(FrameReader reader, Sink sink) {
        BitSet found = new BitSet();
        String homeless = null;
        while (reader.token() == JsonToken.PROPERTY_NAME) {
            String name = reader.json().currentName();
            Integer index = byName.get(name.startsWith("@@") ? name.substring(1) : name);
            reader.json().nextToken();
            if (index == null) {
                homeless = gone.contains(name) ? homeless : name;
                reader.json().skipChildren();
            } else {
                found.set(index);
                try {
                    sink.accept(index, slot(index).read(reader));
                } catch (Trouble e) {
                    throw e.at("." + name);
                }
            }
            reader.json().nextToken();
        }
        if (reader.token() != JsonToken.END_OBJECT) {
            throw reader.misfit("an object");
        }
        int added = found.nextClearBit(0);
        if (homeless != null && added < size() && !lenient) {
            throw new Trouble(
                    Fault.MISFIT,
                    "'" + homeless + "' is stored and not declared, '" + name(added) + "' is declared and not stored;"
                            + " if the one is not the new name of the other, name what is gone in"
                            + " @JsonIgnoreProperties(\"" + homeless + "\") of " + type.getName());
        }
    }
}
