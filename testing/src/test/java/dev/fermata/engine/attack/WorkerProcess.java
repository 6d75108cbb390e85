package dev.fermata.engine.attack;

import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.model.RunId;
import dev.fermata.testing.cluster.JvmProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a JVM of its own. It says what happens on its standard output and is told what to do on its standard input:
 * {@code start}, {@code drain}, {@code release} (what a trap holds) and {@code quit}.
 */
public final class WorkerProcess {

    /** Exit code of a process that a trap or a step halted. */
    static final int HALTED = 77;

    private static final String PREFIX = "ATTACK_";

    private WorkerProcess() {}

    /**
     * How such a process is to be.
     *
     * @param marks where it is to leave its marks; empty for nowhere
     * @param traps see {@link Trap}; empty for none
     */
    record Plan(String name, int concurrency, Duration lease, String marks, String traps, Orders orders, Fault fault) {

        static Plan named(String name) {
            return new Plan(name, 16, Duration.ofSeconds(3), "", "", new Orders(Duration.ZERO, "", ""), Fault.NONE);
        }

        Plan withConcurrency(int value) {
            return new Plan(name, value, lease, marks, traps, orders, fault);
        }

        Plan withLease(Duration value) {
            return new Plan(name, concurrency, value, marks, traps, orders, fault);
        }

        Plan withMarks(Path value) {
            return new Plan(name, concurrency, lease, value.toString(), traps, orders, fault);
        }

        Plan withTraps(String value) {
            return new Plan(name, concurrency, lease, marks, value, orders, fault);
        }

        Plan withOrders(Orders value) {
            return new Plan(name, concurrency, lease, marks, traps, value, fault);
        }

        Plan withFault(Fault value) {
            return new Plan(name, concurrency, lease, marks, traps, orders, value);
        }

        JvmProcess launch(Node.Ground ground) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "URL", ground.url(),
                    "OTHER", ground.otherUrl(),
                    "USER", ground.user(),
                    "PASSWORD", ground.password(),
                    "CLASSES", ground.classes().toString()));
            environment.putAll(Map.of(
                    "NAME", name,
                    "CONCURRENCY", "" + concurrency,
                    "LEASE", lease.toString(),
                    "MARKS", marks,
                    "TRAPS", traps,
                    "DWELL", orders.dwell().toString(),
                    "FAILING", orders.failing(),
                    "WAITING", orders.waiting(),
                    "FAULT", fault.name()));
            Map<String, String> prefixed = new HashMap<>();
            environment.forEach((key, value) -> prefixed.put(PREFIX + key, value));
            return JvmProcess.start(
                    WorkerProcess.class,
                    prefixed,
                    List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        }

        static Plan own() {
            return new Plan(
                    told("NAME"),
                    Integer.parseInt(told("CONCURRENCY")),
                    Duration.parse(told("LEASE")),
                    told("MARKS"),
                    told("TRAPS"),
                    new Orders(Duration.parse(told("DWELL")), told("FAILING"), told("WAITING")),
                    Fault.valueOf(told("FAULT")));
        }
    }

    public static void main(String[] args) throws IOException {
        Plan plan = Plan.own();
        CountDownLatch released = new CountDownLatch(1);
        Watcher watcher = Trap.armed(plan.traps(), released);
        if (!plan.traps().isEmpty()) {
            watcher = watcher.then(WorkerProcess::sayAnswer);
        }
        if (!plan.marks().isEmpty()) {
            // The mark is made first: a trap may be the last thing that happens.
            watcher = Marks.create(Path.of(plan.marks())).then(watcher);
        }
        Node.Ground ground =
                new Node.Ground(told("URL"), told("OTHER"), told("USER"), told("PASSWORD"), Path.of(told("CLASSES")));
        Node node = Node.open(
                ground,
                Node.settings(plan.name(), plan.concurrency(), plan.lease()),
                watcher,
                plan.orders(),
                plan.fault());
        say("ready");
        obey(node, released);
    }

    /** What is held before a write is known to have tried it when the answer is there. */
    private static void sayAnswer(Place place, @Nullable RunId run) {
        if (place == Place.CLAIM_LOST || place.name().startsWith("AFTER_")) {
            say("answered " + place + " " + run);
        }
    }

    static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    private static void obey(Node node, CountDownLatch released) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "start" -> {
                    node.engine().start();
                    say("started");
                }
                case "drain" -> {
                    node.engine().drain(Duration.ofSeconds(20));
                    say("drained");
                }
                case "release" -> released.countDown();
                default -> {
                    node.close();
                    System.exit(0);
                }
            }
        }
    }

    private static String told(String key) {
        return System.getenv().getOrDefault(PREFIX + key, "");
    }
}
