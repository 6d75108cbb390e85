package samples;

import dev.fermata.*;
import java.io.*;
import java.sql.Connection;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.*;
import java.util.stream.*;

class Frames {
    @Step int s(int x) { return x; }
    @Step void n(Object x) {}
    Connection connect() { return null; }
    class Inner { int x; }

    @Task(id = "living")
    void living(int n) throws Exception {
        Connection connection = connect(); // REFUSED FERMATA-1020
        Stream<Integer> stream = Stream.of(1); // REFUSED FERMATA-1020
        Iterator<Integer> iterator = List.of(1).iterator(); // REFUSED FERMATA-1020
        Lock lock = new ReentrantLock(); // REFUSED FERMATA-1020
        Thread thread = new Thread(() -> {}); // REFUSED FERMATA-1020
        CompletableFuture<Integer> future = new CompletableFuture<>(); // REFUSED FERMATA-1020
        InputStream input = InputStream.nullInputStream(); // REFUSED FERMATA-1020
        Function<Integer, Integer> function = x -> x + 1; // REFUSED FERMATA-1020
        List<Supplier<Integer>> suppliers = List.of(() -> 1); // REFUSED FERMATA-1020
        Inner inner = new Inner(); // REFUSED FERMATA-1020
        Frames self = this; // REFUSED FERMATA-1020
        n("the suspension that keeps them alive");
        connection.close();
        stream.count();
        iterator.next();
        lock.lock();
        thread.start();
        future.get();
        input.close();
        function.apply(1);
        suppliers.get(0).get();
        inner.x++;
        self.toString();
    }

    @Task(id = "dead")
    int dead(int n) throws Exception {
        Iterator<Integer> finished = List.of(1).iterator();
        int first = finished.next();
        n("nothing that cannot be stored is needed any more");
        Iterator<Integer> again = List.of(first).iterator();
        return again.next();
    }

    @Task(id = "reassigned")
    int reassigned(int n) {
        Iterator<Integer> each;
        int sum = 0;
        for (int i = 0; i < n; i++) {
            each = List.of(i).iterator();
            sum += each.next();
            s(i);
        }
        return sum;
    }

    @Task(id = "argument")
    void argument(int n) {
        Connection passed = connect(); // REFUSED FERMATA-1020
        n(passed);
        n(connect()); // REFUSED FERMATA-1021
    }

    @Task(id = "parameter")
    void parameter(Connection given) { // REFUSED FERMATA-1022
        n("x");
    }
}
