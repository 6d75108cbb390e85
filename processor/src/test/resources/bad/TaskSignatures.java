package app;

import dev.fermata.Task;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

class TaskSignatures<T> {

    private record Secret(String word) {}

    @Task(id = "a")
    <X> void generic(X value) {} // FERMATA-1068

    @Task(id = "b")
    void ofTheClass(List<? extends T> values) {} // FERMATA-1068

    @Task(id = "c")
    T result() { // FERMATA-1068
        return null;
    }

    @Task(id = "d")
    void many(String... names) {} // FERMATA-1069

    @Task(id = "e")
    void resource(InputStream in) {} // FERMATA-1070

    @Task(id = "f")
    void nested(Map<String, List<Iterator<String>>> all) {} // FERMATA-1070

    @Task(id = "g")
    void two(
            Supplier<String> function, // FERMATA-1070
            String fine,
            Stream<String>[] streams) {} // FERMATA-1070

    @Task(id = "h")
    CompletableFuture<String> future() { // FERMATA-1070
        return null;
    }

    @Task(id = "i")
    void hidden(List<Secret> secrets) {} // FERMATA-1071

    @Task(id = "j")
    Secret hiddenResult() { // FERMATA-1071
        return new Secret("");
    }
}
