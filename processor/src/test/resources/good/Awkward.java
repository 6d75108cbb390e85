package app;

import dev.fermata.Task;
import java.util.List;
import java.util.Map;

@SuppressWarnings({"rawtypes", "unused"})
final class Awkward<T extends Comparable<T>> {

    @Deprecated
    static class Old {}

    @Task(id = "raw")
    @SuppressWarnings("deprecation")
    List raw(Map map, Old old) {
        return List.of();
    }

    /** Has the name of a task. */
    static class raw {}

    @Task(id = "named-like-the-catalog")
    void Fermata(String[][] rows[], int x) {}

    static final class Nested {

        static final class Deeper<X> {

            @Task(id = "deeper")
            Map.Entry<String, int[][]> deeper(Map.Entry<String, int[][]> entry) {
                return entry;
            }
        }
    }
}
