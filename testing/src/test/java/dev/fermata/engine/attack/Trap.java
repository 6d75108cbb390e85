package dev.fermata.engine.attack;

import dev.fermata.engine.model.RunId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place where this process halts, or a thread of it is held. Written {@code HALT STEP_LEFT 2}: at the second time; or
 * {@code HOLD STEP_LEFT 1 run_…}: in that run.
 *
 * @param times at which time it is sprung
 * @param run null for any
 */
record Trap(Action action, Place place, int times, @Nullable RunId run) {

    /** What it does. */
    enum Action {
        HALT,
        HOLD
    }

    static Trap parse(String text) {
        String[] words = text.strip().split(" ");
        return new Trap(
                Action.valueOf(words[0]),
                Place.valueOf(words[1]),
                Integer.parseInt(words[2]),
                words.length > 3 ? RunId.parse(words[3]).orElseThrow() : null);
    }

    @Override
    public String toString() {
        return action + " " + place + " " + times + (run == null ? "" : " " + run);
    }

    /** Several, separated by semicolons, armed. */
    static Watcher armed(String traps, CountDownLatch released) {
        Watcher all = (place, run) -> {};
        for (String text : traps.split(";")) {
            if (!text.isBlank()) {
                all = all.then(parse(text).armed(released));
            }
        }
        return all;
    }

    private Watcher armed(CountDownLatch released) {
        AtomicInteger seen = new AtomicInteger();
        return (at, who) -> {
            if (at != place || (run != null && !run.equals(who))) {
                return;
            }
            if (seen.incrementAndGet() == times) {
                spring(released);
            }
        };
    }

    private void spring(CountDownLatch released) {
        WorkerProcess.say(action + " at " + this);
        if (action == Action.HALT) {
            Runtime.getRuntime().halt(WorkerProcess.HALTED);
        }
        boolean isOpen = false;
        while (!isOpen) {
            try {
                released.await();
                isOpen = true;
            } catch (InterruptedException e) {
                // Code that takes no notice of interrupts is the hard case.
                isOpen = released.getCount() == 0;
            }
        }
        WorkerProcess.say("released " + this);
    }
}
