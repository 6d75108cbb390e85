package dev.fermata.engine.claim;

import dev.fermata.engine.attempt.AttemptRunner;
import dev.fermata.engine.attempt.Continuing;
import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.fake.FakeKeeper;
import dev.fermata.engine.fake.FakePlaces;
import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.fake.NoTransactions;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.registry.KnownPlaces;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.engine.transact.TransactionPlan;
import dev.fermata.engine.wake.WakeSignal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;

/** Claims on a store of writes: what the tests of this package have in common. */
abstract class ClaimFixture {

    final Fence fence = new Fence(UUID.randomUUID(), 1);
    final FaultyStore store = new FaultyStore();
    final ScriptTasks tasks = new ScriptTasks();
    final FakeKeeper keeper = new FakeKeeper();
    final GroupCommitter committer = new GroupCommitter(store, fence, keeper, 100, 100);

    @AfterEach
    void stop() {
        committer.close();
    }

    Slots slots(Executor threads) {
        TaskRegistry registry = TaskRegistry.of(List.of(TaskBean.of(tasks)), Settings.NONE, CodecLimits.DEFAULT);
        TransactedSteps steps =
                TransactionPlan.of(registry, StepTransactions.NONE).under(fence, new NoTransactions(), keeper::forfeit);
        KnownPlaces places = new KnownPlaces(registry, new FakePlaces(), fence);
        AttemptRunner.Means means = new AttemptRunner.Means(steps, places, threads, 64, Continuing.LIVE);
        WakeSignal wake = new WakeSignal();
        return new Slots(8, threads, new AttemptRunner(registry, committer, means, wake, keeper::forfeit), wake);
    }

    /** Of a run of its own. */
    static Claim claim(int lostClaims) {
        return new Claim(
                new RunId(UUID.randomUUID()),
                "straight",
                "scripts",
                1,
                new Progress(0, null, 0, lostClaims, false),
                "\"in\"".getBytes(StandardCharsets.UTF_8),
                false);
    }
}
