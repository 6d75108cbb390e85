package dev.fermata.engine.codec;

import tools.jackson.databind.JavaType;

/** A mutable class of the application: its fields. */
final class ObjectShape extends Shape {

    private final Fields fields;
    private final Allocator allocator;

    ObjectShape(Class<?> type, Shapes shapes, JavaType resolved) {
        this.fields = new Fields(type, shapes, resolved);
        this.allocator = Allocator.of(type);
    }

    @Override
    boolean identity() {
        return true;
    }

    @Override
    boolean members(Object value) {
        return true;
    }

    @Override
    void survey(Object value, Survey survey) {
        fields.survey(value, survey);
    }

    @Override
    void write(Object value, FrameWriter writer) {
        for (int i = 0; i < fields.size(); i++) {
            fields.write(i, value, writer);
        }
    }

    @Override
    Object read(FrameReader reader, int id) {
        Object value = allocator.allocate();
        reader.begin(id, value);
        fields.read(reader, (index, part) -> fields.set(index, value, part));
        return value;
    }
}
