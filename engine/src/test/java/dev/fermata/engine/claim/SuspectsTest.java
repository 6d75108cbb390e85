package dev.fermata.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.fake.FakePlaces;
import dev.fermata.engine.fake.IdleWorkers;
import dev.fermata.engine.fake.NoRuns;
import dev.fermata.engine.fake.NoTransactions;
import dev.fermata.engine.fake.SilentWakes;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that may have brought their processes down, one after another. */
@Timeout(30)
class SuspectsTest extends ClaimFixture {

    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void whatWasClaimedTogetherWithASuspectThatIsNotWaitedForGoesBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Claim suspect = claim(2);
        Claim besideIt = claim(0);
        Claim behindIt = claim(2);
        store.handOut(List.of(suspect, besideIt, behindIt));
        tasks.on("a", () -> {
            stopped.set(true);
            gate.await();
            return "a";
        });

        suspects().attend();

        assertThat(store.written())
                .as("while the suspect goes on")
                .containsExactly(new Release(besideIt.run(), 1), new Release(behindIt.run(), 1));
        gate.countDown();
        await().until(() -> store.written().stream().anyMatch(Completion.class::isInstance));
    }

    @Test
    void suspectsAreExecutedOneAfterAnotherUpToTheirNextCheckpoint() throws Exception {
        store.handOut(List.of(claim(2)));
        store.handOut(List.of(claim(2)));

        suspects().attend();

        assertThat(tasks.calls()).containsExactly("a", "a");
        assertThat(store.written())
                .extracting(write -> write.getClass().getSimpleName())
                .containsExactly("Checkpoint", "Release", "Checkpoint", "Release");
    }

    private Suspects suspects() {
        Stores stores = new Stores(
                new NoRuns(), store, new NoTransactions(), new IdleWorkers(), new FakePlaces(), new SilentWakes());
        Slots slots = slots(body -> new Thread(body).start());
        return new Suspects(stores, fence, slots, Duration.ofMillis(10), stopped::get);
    }
}
