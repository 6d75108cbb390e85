package dev.fermata.engine.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;

/**
 * A place that holds values of one declared type: a variable, a field, an element. What the declaration implies is not
 * written; everything else about a value's class is.
 */
final class Slot {

    /**
     * How values of one class look in this place.
     *
     * @param implied whether the class is clear without {@code @type}
     * @param guarded whether the class may stand here only if its package is allowed
     * @param view whether values have to be asked if they are views of other objects
     */
    record Variant(Class<?> type, Shape shape, String name, boolean implied, boolean guarded, boolean view) {}

    private final JavaType declared;
    private final Class<?> raw;
    private final Shapes shapes;
    private final @Nullable Class<?> implied;
    private final Map<Class<?>, Variant> variants = new ConcurrentHashMap<>();

    Slot(JavaType declared, Shapes shapes) {
        this.declared = declared;
        this.raw = Scalars.boxed(declared.getRawClass());
        this.shapes = shapes;
        this.implied = Kinds.implied(raw);
    }

    Class<?> raw() {
        return raw;
    }

    boolean primitive() {
        return declared.isPrimitive();
    }

    void survey(@Nullable Object value, Survey survey) {
        if (value == null) {
            return;
        }
        Variant variant = of(value.getClass());
        if (variant.guarded && !survey.allowed().allows(variant.type)) {
            throw new Trouble(
                    Fault.NOT_ALLOWED,
                    "a " + variant.type.getName() + " stands where " + raw.getName()
                            + " is declared, and its package is not allowed in frames");
        }
        ViewKind kind = variant.view ? survey.viewed(value) : null;
        Shape shape = kind == null ? variant.shape : shapes.view(declared, kind);
        if (shape.identity() && !survey.enter(value)) {
            if (kind != null && survey.isOpen(value)) {
                throw new Trouble(Fault.VIEW, "a view that shows itself cannot be stored");
            }
            return;
        }
        survey.down(value);
        shape.survey(value, survey);
        survey.up();
    }

    void write(@Nullable Object value, FrameWriter writer) {
        if (value == null) {
            writer.json().writeNull();
            return;
        }
        Variant variant = of(value.getClass());
        ViewKind kind = variant.view ? writer.viewed(value) : null;
        Shape shape = kind == null ? variant.shape : shapes.view(declared, kind);
        int id = 0;
        if (shape.identity() && writer.shared(value)) {
            int earlier = writer.earlierId(value);
            if (earlier != 0) {
                writer.reference(earlier);
                return;
            }
            id = writer.giveId(value);
        }
        boolean members = shape.members(value);
        String qualifier = shape.qualifier(value);
        String name = null;
        if (kind != null) {
            name = kind.text();
        } else if (qualifier != null) {
            name = variant.name + qualifier;
        } else if (!variant.implied || (implied == null && ambiguous(value, members))) {
            name = variant.name;
        }
        boolean wrapped = members || id != 0 || name != null;
        if (wrapped) {
            writer.open(id, name, members);
        }
        shape.write(value, writer);
        if (wrapped) {
            writer.json().writeEndObject();
        }
    }

    /** Whether the JSON of a value of a native class would be read back as another one. */
    private static boolean ambiguous(Object value, boolean members) {
        return (value instanceof Double number && !Double.isFinite(number)) || (value instanceof Map && !members);
    }

    @Nullable
    Object read(FrameReader reader) {
        JsonToken token = reader.token();
        if (token == JsonToken.VALUE_NULL) {
            if (primitive()) {
                throw reader.misfit(declared.getRawClass().getName());
            }
            return null;
        }
        reader.down();
        Object value = token == JsonToken.START_OBJECT
                ? readObject(reader)
                : implied(token, reader).read(reader, 0);
        reader.up();
        if (!raw.isInstance(value)) {
            throw new Trouble(
                    Fault.MISFIT,
                    "expected " + raw.getName() + " but found "
                            + value.getClass().getName());
        }
        return value;
    }

    private Object readObject(FrameReader reader) {
        int id = 0;
        String type = null;
        String name = reader.json().nextName();
        while (name != null && name.length() > 1 && name.charAt(0) == '@') {
            switch (name) {
                case "@ref" -> {
                    int ref = reader.readInt();
                    reader.closeObject();
                    return reader.resolve(ref, this);
                }
                case "@id" -> id = reader.readInt();
                case "@type" -> type = reader.readText();
                case "@value" -> {
                    reader.json().nextToken();
                    Object value = shape(type, reader.token(), reader).read(reader, id);
                    reader.closeObject();
                    return reader.registered(id, value);
                }
                default -> {
                    return reader.registered(
                            id, shape(type, JsonToken.START_OBJECT, reader).read(reader, id));
                }
            }
            name = reader.json().nextName();
        }
        return reader.registered(id, shape(type, JsonToken.START_OBJECT, reader).read(reader, id));
    }

    private Shape shape(@Nullable String type, JsonToken token, FrameReader reader) {
        return type == null ? implied(token, reader) : named(type, reader);
    }

    private Shape implied(JsonToken token, FrameReader reader) {
        Class<?> type = implied != null ? implied : Kinds.nativeClass(token);
        if (type == null || !raw.isAssignableFrom(type)) {
            throw reader.misfit(raw.getName());
        }
        return of(type).shape;
    }

    private Shape named(String type, FrameReader reader) {
        ViewKind kind = ViewKind.named(type);
        if (kind != null) {
            return shapes.view(declared, kind);
        }
        int colon = type.indexOf(':');
        String name = colon < 0 ? type : type.substring(0, colon);
        Class<?> found = TypeNames.find(name, raw, reader.allowed());
        if (!raw.isAssignableFrom(found) && !raw.isAssignableFrom(Kinds.canonical(found))) {
            throw new Trouble(Fault.MISFIT, "expected " + raw.getName() + " but found @type " + type);
        }
        Variant variant = of(found);
        if (variant.guarded && !reader.allowed().allows(variant.type)) {
            throw new Trouble(Fault.NOT_ALLOWED, "@type " + type + " is not in a package allowed in frames");
        }
        return colon < 0 ? variant.shape : variant.shape.qualified(type.substring(colon));
    }

    private Variant of(Class<?> type) {
        Variant variant = variants.get(type);
        if (variant == null) {
            variant = variant(type);
            variants.put(type, variant);
        }
        return variant;
    }

    private Variant variant(Class<?> original) {
        Class<?> type = Kinds.canonical(original);
        if (!raw.isAssignableFrom(type)) {
            throw Shapes.unstorable(type, "it would not come back as a " + raw.getName());
        }
        Shape shape = shapes.shape(declared, type);
        boolean clear = implied != null ? type == implied : Kinds.isNative(type);
        boolean guarded = !clear
                && !TypeNames.isFixed(type)
                && !TypeNames.isPermitted(type, raw)
                && (TypeNames.isJdk(raw) || !new AllowList(raw, java.util.List.of()).allows(TypeNames.element(type)));
        return new Variant(
                TypeNames.element(type), shape, TypeNames.name(type, raw), clear, guarded, Views.mayBe(original));
    }
}
