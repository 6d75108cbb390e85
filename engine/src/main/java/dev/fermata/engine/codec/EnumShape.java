package dev.fermata.engine.codec;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** An enum: the constant's name; {@code @JsonAlias} on a constant keeps its old ones readable. */
final class EnumShape extends Shape {

    private final Class<?> type;
    private final Map<String, Object> constants = new HashMap<>();

    EnumShape(Class<?> type) {
        this.type = type;
        for (Object constant : type.getEnumConstants()) {
            String name = format(constant);
            constants.put(name, constant);
            for (String alias : aliases(name)) {
                constants.putIfAbsent(alias, constant);
            }
        }
    }

    private String[] aliases(String name) {
        try {
            JsonAlias alias = type.getField(name).getAnnotation(JsonAlias.class);
            return alias == null ? new String[0] : alias.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type + " has no constant " + name, e);
        }
    }

    static String format(Object constant) {
        return ((Enum<?>) constant).name();
    }

    Object parse(String name) {
        Object constant = constants.get(name);
        if (constant == null) {
            throw new Trouble(
                    Fault.MISFIT, "'" + FrameReader.shortened(name) + "' is no constant of " + type.getName());
        }
        return constant;
    }

    @Override
    void survey(Object value, Survey survey) {}

    @Override
    void write(Object value, FrameWriter writer) {
        writer.json().writeString(format(value));
    }

    @Override
    Object read(FrameReader reader, int id) {
        if (reader.token() != JsonToken.VALUE_STRING) {
            throw reader.misfit(type.getName());
        }
        return parse(reader.json().getString());
    }
}
