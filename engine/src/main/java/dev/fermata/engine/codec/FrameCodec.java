package dev.fermata.engine.codec;

import dev.fermata.engine.codec.EncodedFrame.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * The frame of a run as JSON and back. Values are stored by their state (fields, elements, components), in places that
 * the declared types describe; mutable objects keep their identity, within a variable and across variables. Equal values
 * give equal bytes. Safe for use by many threads; holds on to the classes it has seen, so it should live no longer than
 * the application's class loader.
 */
public final class FrameCodec {

    /** A value costs at most two levels of JSON for its envelope, and a map entry two for its pair. */
    private static final int LEVELS_PER_VALUE = 4;

    private final CodecLimits limits;
    private final JsonFactory factory;
    private final Shapes shapes = new Shapes();

    public FrameCodec(CodecLimits limits) {
        this.limits = limits;
        int depth = limits.maxDepth() * LEVELS_PER_VALUE + LEVELS_PER_VALUE;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(limits.maxBytes())
                        .maxNameLength(limits.maxBytes())
                        .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(depth).build())
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
    }

    /**
     * @param values in the order of the layout's names
     * @throws CodecException naming the variable, the path in it, the class and the remedy
     */
    public EncodedFrame encode(FrameLayout layout, @Nullable Object[] values) {
        if (values.length != layout.names().size()) {
            throw new IllegalArgumentException(layout + " has other variables than the " + values.length + " values");
        }
        PreparedLayout prepared = prepared(layout);
        Survey survey = survey(layout, prepared, values, null);
        ViewPlan plan = survey.planned();
        if (plan != null) {
            survey = survey(layout, prepared, values, plan);
        }
        Map<Integer, SortedMap<String, Integer>> groups = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            groups.computeIfAbsent(survey.root(i), key -> new TreeMap<>())
                    .put(layout.names().get(i), i);
        }
        List<Component> components = new ArrayList<>(groups.size());
        for (SortedMap<String, Integer> group : groups.values()) {
            components.add(component(layout, prepared, group, values, survey));
        }
        return new EncodedFrame(components);
    }

    private Survey survey(
            FrameLayout layout, PreparedLayout prepared, @Nullable Object[] values, @Nullable ViewPlan plan) {
        Survey survey = new Survey(prepared.allowed(), limits.maxDepth(), values.length, plan);
        for (int i = 0; i < values.length; i++) {
            survey.variable(i);
            survey(layout, prepared, i, values[i], survey);
        }
        return survey;
    }

    private static void survey(
            FrameLayout layout, PreparedLayout prepared, int index, @Nullable Object value, Survey survey) {
        try {
            prepared.slots().get(index).survey(value, survey);
        } catch (Trouble e) {
            throw e.in(layout.names().get(index), layout.place());
        } catch (RuntimeException e) {
            throw new Trouble(Fault.UNSTORABLE, "looking into it threw " + e, e)
                    .in(layout.names().get(index), layout.place());
        }
    }

    private Component component(
            FrameLayout layout,
            PreparedLayout prepared,
            SortedMap<String, Integer> group,
            @Nullable Object[] values,
            Survey survey) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(512);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            FrameWriter writer = new FrameWriter(json, survey);
            json.writeStartObject();
            for (Map.Entry<String, Integer> member : group.entrySet()) {
                json.writeName(KeyText.escape(member.getKey()));
                write(
                        layout,
                        prepared.slots().get(member.getValue()),
                        member.getKey(),
                        values[member.getValue()],
                        writer);
                json.flush();
                if (bytes.size() > limits.maxBytes()) {
                    throw tooLarge(bytes.size()).in(member.getKey(), layout.place());
                }
            }
            json.writeEndObject();
        }
        return new Component(List.copyOf(group.keySet()), bytes.toByteArray());
    }

    private static void write(FrameLayout layout, Slot slot, String name, @Nullable Object value, FrameWriter writer) {
        try {
            slot.write(value, writer);
        } catch (Trouble e) {
            throw e.in(name, layout.place());
        } catch (JacksonException e) {
            throw new Trouble(Fault.UNSTORABLE, "it cannot be written: " + e.getOriginalMessage(), e)
                    .in(name, layout.place());
        }
    }

    private Trouble tooLarge(int size) {
        return new Trouble(
                Fault.TOO_LARGE,
                "its stored form is at least " + Sizes.of(size) + ", and the limit is " + Sizes.of(limits.maxBytes()));
    }

    /**
     * @return the values in the order of the layout's names
     * @throws CodecException if a variable of the layout is missing, or a value does not fit its declared type
     */
    public @Nullable Object[] decode(FrameLayout layout, EncodedFrame frame) {
        PreparedLayout prepared = prepared(layout);
        @Nullable Object[] values = new @Nullable Object[prepared.slots().size()];
        boolean[] found = new boolean[values.length];
        for (Component component : frame.components()) {
            if (component.variables().stream().anyMatch(prepared.byName()::containsKey)) {
                read(layout, prepared, component, values, found);
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                throw new Trouble(Fault.ABSENT, "it is not in the stored frame")
                        .in(layout.names().get(i), layout.place());
            }
        }
        return values;
    }

    private void read(
            FrameLayout layout,
            PreparedLayout prepared,
            Component component,
            @Nullable Object[] values,
            boolean[] found) {
        String variable = String.join(", ", component.variables());
        try {
            FrameReader reader = new FrameReader(
                    new ComponentSource(factory, component.json()), prepared.allowed(), limits.maxDepth());
            if (reader.json().nextToken() != JsonToken.START_OBJECT) {
                throw new Trouble(Fault.MALFORMED, "a component is no object");
            }
            for (String name = reader.json().nextName();
                    name != null;
                    name = reader.json().nextName()) {
                reader.json().nextToken();
                Integer index = prepared.byName().get(name);
                if (index == null) {
                    reader.json().skipChildren();
                    continue;
                }
                variable = layout.names().get(index);
                values[index] = prepared.slots().get(index).read(reader);
                found[index] = true;
            }
            reader.finish();
        } catch (Trouble e) {
            throw e.in(variable, layout.place());
        } catch (JacksonException e) {
            throw new Trouble(Fault.MALFORMED, e.getOriginalMessage(), e).in(variable, layout.place());
        } catch (RuntimeException e) {
            throw new Trouble(Fault.REBUILD_FAILED, "it cannot be put together again: " + e, e)
                    .in(variable, layout.place());
        }
    }

    private PreparedLayout prepared(FrameLayout layout) {
        PreparedLayout known = layout.prepared();
        if (known != null && known.shapes() == shapes) {
            return known;
        }
        PreparedLayout made = PreparedLayout.of(layout, shapes, limits.allowedPackages());
        layout.prepared(made);
        return made;
    }
}
