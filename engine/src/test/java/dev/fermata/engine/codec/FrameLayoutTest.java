package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameLayoutTest {

    public record Item(String sku) {}

    /** Has fields as a generated machine has. */
    @SuppressWarnings("unused") // read by reflection
    static class Machine {
        private @Nullable List<Item> items;
        private int $i3;
        private @Nullable Object any;
    }

    @Test
    void typesAreThoseOfTheMachinesFields() throws Exception {
        FrameLayout layout =
                FrameLayout.of(ResumePoint.of("for/reserve#1", Phase.BEFORE, "items", "i=$i3"), Machine.class);
        assertThat(layout.names()).containsExactly("items", "i");
        assertThat(layout.types())
                .containsExactly(Machine.class.getDeclaredField("items").getGenericType(), int.class);
        assertThat(layout).hasToString("Machine before 'for/reserve#1' [items, i]");
        Object[] values = {new ArrayList<>(List.of(new Item("a"))), 4};
        EncodedFrame frame = Frames.CODEC.encode(layout, values);
        assertThat(frame.components()).hasToString("[{\"items\":[{\"sku\":\"a\"}]}, {\"i\":4}]");
        assertThat(Frames.CODEC.decode(layout, frame)).containsExactly(values);
    }

    @Test
    void aMachineOfAnotherBuildIsReported() {
        assertThatThrownBy(() -> FrameLayout.of(ResumePoint.of("start", Phase.BEFORE, "gone"), Machine.class))
                .isInstanceOf(IncompatibleClassChangeError.class)
                .hasMessageContaining("no field 'gone'")
                .hasMessageContaining("Rebuild");
    }

    @Test
    void classesAreFoundByTheLoaderOfTheMachineAtEachDecode() throws Exception {
        Class<?> reloaded = new Reloading().loadClass(Machine.class.getName());
        ResumePoint point = ResumePoint.of("start", Phase.BEFORE, "any", "items");
        Object[] values = {new Item("a"), List.of(new Item("b"))};
        EncodedFrame frame = Frames.CODEC.encode(FrameLayout.of(point, Machine.class), values);
        @Nullable Object[] decoded = Frames.CODEC.decode(FrameLayout.of(point, reloaded), frame);
        Object item = Objects.requireNonNull(decoded[0]);
        assertThat(item).isNotInstanceOf(Item.class).hasToString("Item[sku=a]");
        assertThat(item.getClass().getClassLoader()).isSameAs(reloaded.getClassLoader());
        assertThat(((List<?>) Objects.requireNonNull(decoded[1])).get(0)).hasSameClassAs(item);
    }

    /** Loads the classes of this test anew, as DevTools does after a restart. */
    private static final class Reloading extends ClassLoader {

        Reloading() {
            super(FrameLayoutTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(FrameLayoutTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
