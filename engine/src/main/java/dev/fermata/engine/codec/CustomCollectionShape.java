package dev.fermata.engine.codec;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A collection class of the application: made by its constructor without parameters, then filled. */
final class CustomCollectionShape extends Shape {

    private final Allocator allocator;
    private final Slot elements;

    private CustomCollectionShape(Allocator allocator, Slot elements) {
        this.allocator = allocator;
        this.elements = elements;
    }

    static CustomCollectionShape of(Class<?> type, Slot elements) {
        if (TypeNames.isJdk(type)) {
            throw Shapes.unstorable(type, "only the usual collections of the JDK can");
        }
        for (Class<?> at = type; !TypeNames.isJdk(at); at = at.getSuperclass()) {
            for (java.lang.reflect.Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    throw Shapes.unstorable(
                            type,
                            "a collection class with a field of its own ('" + field.getName() + "') would lose it");
                }
            }
        }
        return new CustomCollectionShape(Allocator.ofCollection(type), elements);
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {
        Elements.survey((Collection<?>) value, elements, survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        Elements.write((Collection<?>) value, elements, writer);
    }

    @Override
    @SuppressWarnings("unchecked") // made from a class that is a collection
    Object read(FrameReader reader, int id) {
        Collection<@Nullable Object> collection = (Collection<@Nullable Object>) allocator.allocate();
        reader.begin(id, collection);
        int before = reader.unfinishedReferences();
        List<@Nullable Object> values = new ArrayList<>();
        Elements.read(reader, elements, values);
        if (reader.unfinishedReferences() == before) {
            collection.addAll(values);
        } else {
            reader.defer(() -> collection.addAll(values));
        }
        return collection;
    }
}
