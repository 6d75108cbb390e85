package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.fake.FakeKeeper;
import dev.fermata.engine.fake.FakePlaces;
import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.fake.NoTransactions;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Attempts on a store of writes: what the tests of this package have in common. */
abstract class AttemptFixture {

    final FaultyStore store = new FaultyStore();
    final ScriptTasks tasks = new ScriptTasks();
    final FakeKeeper keeper = new FakeKeeper();
    final GroupCommitter committer = new GroupCommitter(store, new Fence(UUID.randomUUID(), 1), keeper, 100, 100);
    final FakePlaces introduced = new FakePlaces();
    final AttemptRunner runner = runner(Continuing.LIVE);
    final RunId run = new RunId(UUID.randomUUID());
    private int claims;

    @AfterEach
    void stop() {
        committer.close();
    }

    AttemptRunner runner(Continuing continuing) {
        return runner(continuing, CodecLimits.DEFAULT);
    }

    AttemptRunner runner(Continuing continuing, CodecLimits limits) {
        TaskRegistry registry = TaskRegistry.of(List.of(TaskBean.of(tasks)), Settings.NONE, limits);
        TransactedSteps steps = TransactionPlan.of(registry, StepTransactions.NONE)
                .under(new Fence(UUID.randomUUID(), 1), new NoTransactions(), keeper::forfeit);
        KnownPlaces places = new KnownPlaces(registry, introduced, new Fence(UUID.randomUUID(), 1));
        AttemptRunner.Means means =
                new AttemptRunner.Means(steps, places, body -> new Thread(body).start(), 64, continuing);
        return new AttemptRunner(registry, committer, means, new WakeSignal(), keeper::forfeit);
    }

    Claim fresh(String task) {
        return claim(task, new Progress(0, null, 0, 0, false), false);
    }

    Claim retried(String task, int failedAttempts) {
        return claim(task, new Progress(0, null, failedAttempts, 0, false), false);
    }

    Claim resumed(String task, int sequence, StoredFrame frame, int failedAttempts) {
        return claim(task, new Progress(sequence, frame, failedAttempts, 0, false), false);
    }

    Claim claim(String task, Progress progress, boolean cancelRequested) {
        claims++;
        return new Claim(run, task, "scripts", claims, progress, bytes("\"in\""), cancelRequested);
    }

    /** The run claimed again, from where the last writes have left it. */
    Claim again(String task, boolean cancelRequested) {
        Progress progress = new Progress(0, null, 0, 0, false);
        Map<String, BranchProgress> branches = new TreeMap<>();
        for (AttemptWrite write : store.written()) {
            if (write instanceof Checkpoint it) {
                progress = new Progress(it.sequence(), it.frame(), 0, 0, it.unwinding());
                branches = it.joins() ? new TreeMap<>() : branches;
            } else if (write instanceof Suspension it) {
                progress = new Progress(it.sequence(), it.frame(), 0, 0, it.unwinding());
            } else if (write instanceof BranchCheckpoint it) {
                branches.put(it.branch().path(), it.branch());
                if (it.joins()) {
                    branches.keySet()
                            .removeIf(path -> path.startsWith(it.branch().path() + "/"));
                }
            }
        }
        Progress last = new Progress(
                progress.sequence(), progress.frame(), 0, 0, progress.unwinding(), List.copyOf(branches.values()));
        return claim(task, last, cancelRequested);
    }

    AttemptWrite last() {
        return store.written().get(store.written().size() - 1);
    }

    static StoredFrame checkpoint(AttemptWrite write, int sequence) {
        Checkpoint checkpoint = (Checkpoint) write;
        assertThat(checkpoint.sequence()).isEqualTo(sequence);
        return checkpoint.frame();
    }

    static @Nullable String output(AttemptWrite write) {
        byte[] output = ((Completion) write).output();
        return output == null ? null : new String(output, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
