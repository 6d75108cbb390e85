package dev.fermata.testing.fuzz;

import static dev.fermata.testing.differential.Trace.t;

import org.jspecify.annotations.Nullable;

/** The types of generated programs. They stand in a class that tasks inherit, which brings their simple names along. */
public class FuzzTypes {

    public record Pair(int left, @Nullable String right) {}

    public sealed interface Shape permits Dot, Box {

        /** Of this static type, so that every pattern is a question. */
        static Shape of(Shape shape) {
            return shape;
        }
    }

    public record Dot(int size) implements Shape {}

    public record Box(int side, @Nullable Color color) implements Shape {}

    public enum Color {
        RED,
        GREEN,
        BLUE;

        public static Color of(int v) {
            return values()[Math.floorMod(v, 3)];
        }

        public Color next() {
            return of(ordinal() + 1);
        }
    }

    /** A mutable object, which keeps its identity in a frame. */
    public static class Cell {

        public int value;
        public @Nullable String name;
        public @Nullable Cell next;

        public Cell() {}

        public Cell(int value) {
            this.value = value;
        }

        public Cell plus(int more) {
            value += more;
            return this;
        }

        @Override
        public String toString() {
            return "Cell " + value;
        }
    }

    /** A checked exception. */
    public static class Oops extends Exception {

        private static final long serialVersionUID = 1L;

        public Oops(String message) {
            super(message);
        }
    }

    /** A resource that tells when it is opened and closed. */
    public static final class Res implements AutoCloseable {

        private final int number;

        public Res(int number) {
            this.number = t("open", number);
        }

        public int number() {
            return number;
        }

        @Override
        public void close() {
            t("close", number);
        }
    }
}
