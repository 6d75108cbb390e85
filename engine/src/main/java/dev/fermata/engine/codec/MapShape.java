package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** A map: a JSON object if every key is a string or has one by its declared type, otherwise an array of pairs. */
final class MapShape extends Shape {

    private record Pair(@Nullable Object key, @Nullable Object value) {}

    private final MapKind kind;
    private final Order order;
    private final KeyText keyText;
    private final Slot keys;
    private final Slot values;

    MapShape(MapKind kind, Order order, Slot keys, Slot values) {
        this.kind = kind;
        this.order = order;
        this.keys = keys;
        this.values = values;
        this.keyText = KeyText.of(keys.raw());
    }

    @Override
    boolean identity() {
        return kind != MapKind.IMMUTABLE_MAP;
    }

    @Override
    boolean members(Object value) {
        return keyText.covers((Map<?, ?>) value);
    }

    @Override
    @Nullable
    String qualifier(Object value) {
        return value instanceof SortedMap<?, ?> sorted
                ? Order.of(sorted.comparator()).qualifier()
                : null;
    }

    @Override
    Shape qualified(String qualifier) {
        return new MapShape(kind, Order.named(qualifier), keys, values);
    }

    @Override
    void survey(Object value, Survey survey) {
        qualifier(value);
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            try {
                keys.survey(entry.getKey(), survey);
                values.survey(entry.getValue(), survey);
            } catch (Trouble e) {
                throw e.at("{" + entry.getKey() + "}");
            }
        }
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Map<?, ?> map = (Map<?, ?>) value;
        if (members(value)) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.json().writeName(keyText.format(entry.getKey()));
                values.write(entry.getValue(), writer);
            }
            return;
        }
        writer.json().writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writer.json().writeStartArray();
            keys.write(entry.getKey(), writer);
            values.write(entry.getValue(), writer);
            writer.json().writeEndArray();
        }
        writer.json().writeEndArray();
    }

    @Override
    Object read(FrameReader reader, int id) {
        Filling filling = new Filling(reader, id, kind.create(order));
        int before = reader.unfinishedReferences();
        if (reader.token() == JsonToken.START_ARRAY) {
            readPairs(reader, filling);
        } else {
            readMembers(reader, filling);
        }
        boolean early = reader.unfinishedReferences() != before;
        Map<@Nullable Object, @Nullable Object> map = filling.map();
        if (early) {
            reader.defer(() -> fill(map, filling.pairs));
        } else {
            fill(map, filling.pairs);
        }
        return kind == MapKind.IMMUTABLE_MAP ? Collections.unmodifiableMap(map) : map;
    }

    private static void fill(Map<@Nullable Object, @Nullable Object> map, List<Pair> pairs) {
        for (Pair pair : pairs) {
            map.put(pair.key, pair.value);
        }
    }

    private void readPairs(FrameReader reader, Filling filling) {
        while (reader.json().nextToken() == JsonToken.START_ARRAY) {
            try {
                reader.json().nextToken();
                filling.key(keys.read(reader));
                reader.json().nextToken();
                filling.value(values.read(reader));
            } catch (Trouble e) {
                throw e.at("{#" + filling.pairs.size() + "}");
            }
            if (reader.json().nextToken() != JsonToken.END_ARRAY) {
                throw reader.misfit("a pair of key and value");
            }
        }
        if (reader.token() != JsonToken.END_ARRAY) {
            throw reader.misfit("a pair of key and value");
        }
    }

    private void readMembers(FrameReader reader, Filling filling) {
        while (reader.token() == JsonToken.PROPERTY_NAME) {
            String name = reader.json().currentName();
            reader.json().nextToken();
            try {
                filling.key(keyText.parse(name));
                filling.value(values.read(reader));
            } catch (Trouble e) {
                throw e.at("{" + name + "}");
            }
            reader.json().nextToken();
        }
        if (reader.token() != JsonToken.END_OBJECT) {
            throw reader.misfit("a map");
        }
    }

    /** A map that is being read. It exists before its first value is read, which may refer to it. */
    private final class Filling {

        private final List<Pair> pairs = new ArrayList<>();
        private final FrameReader reader;
        private final int id;
        private @Nullable Map<@Nullable Object, @Nullable Object> map;
        private @Nullable Object key;

        Filling(FrameReader reader, int id, @Nullable Map<@Nullable Object, @Nullable Object> map) {
            this.reader = reader;
            this.id = id;
            if (map != null) {
                begin(map);
            }
        }

        private void begin(Map<@Nullable Object, @Nullable Object> empty) {
            map = empty;
            reader.begin(id, empty);
        }

        void key(@Nullable Object next) {
            key = next;
            if (map == null && kind == MapKind.ENUM_MAP) {
                begin(enumMap(next));
            }
        }

        void value(@Nullable Object value) {
            pairs.add(new Pair(key, value));
        }

        Map<@Nullable Object, @Nullable Object> map() {
            if (map != null) {
                return map;
            }
            return kind == MapKind.ENUM_MAP ? enumMap(null) : new LinkedHashMap<>();
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // the key type is known only at run time
        private Map<@Nullable Object, @Nullable Object> enumMap(@Nullable Object first) {
            if (keys.raw().isEnum()) {
                return new EnumMap(keys.raw());
            }
            if (!(first instanceof Enum<?> constant)) {
                throw new Trouble(
                        Fault.MISFIT, "expected an EnumMap of a declared enum but found an empty one of no known enum");
            }
            return new EnumMap(constant.getDeclaringClass());
        }
    }
}
