package dev.fermata.engine.fake;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An attempt store in memory that remembers every statement and does to the next ones what a test tells it. */
public final class FaultyStore implements AttemptStore {

    /** What happens to one statement. */
    @FunctionalInterface
    public interface Reaction {
        List<WriteResult> to(List<AttemptWrite> batch);
    }

    private final List<List<AttemptWrite>> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<AttemptWrite> written = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rereads = new AtomicInteger();
    private final Deque<Reaction> next = new ArrayDeque<>();
    private final Deque<List<Claim>> suspects = new ArrayDeque<>();
    private Reaction always = FaultyStore::allWritten;
    private UnaryOperator<Optional<WriteResult>> reread = fate -> fate;

    /** Reacts so to the next statement that nothing else was said about. */
    public synchronized FaultyStore then(Reaction reaction) {
        next.add(reaction);
        return this;
    }

    /** Reacts so to every statement that nothing else was said about. */
    public synchronized FaultyStore always(Reaction reaction) {
        always = reaction;
        return this;
    }

    /** Changes what reading a batch again says. */
    public synchronized void onReread(UnaryOperator<Optional<WriteResult>> change) {
        reread = change;
    }

    @Override
    public List<Claim> claim(Fence fence, int max) {
        return List.of();
    }

    @Override
    public synchronized List<Claim> claimSuspect(Fence fence) {
        return suspects.isEmpty() ? List.of() : suspects.remove();
    }

    /** What the next statement that asks for suspects claims. */
    public synchronized void handOut(List<Claim> claims) {
        suspects.add(claims);
    }

    @Override
    public List<WriteResult> write(Fence fence, List<AttemptWrite> batch) {
        batches.add(List.copyOf(batch));
        Reaction reaction;
        synchronized (this) {
            reaction = next.isEmpty() ? always : next.remove();
        }
        List<WriteResult> results = reaction.to(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (results.get(i) == WriteResult.WRITTEN) {
                written.add(batch.get(i));
            }
        }
        return results;
    }

    @Override
    public List<Optional<WriteResult>> reread(Fence fence, List<AttemptWrite> batch) {
        rereads.incrementAndGet();
        return batch.stream()
                .map(item -> reread.apply(written.contains(item) ? Optional.of(WriteResult.WRITTEN) : Optional.empty()))
                .toList();
    }

    /** What every statement was given, also those that failed. */
    public List<List<AttemptWrite>> batches() {
        return List.copyOf(batches);
    }

    /** How often a batch was read again. */
    public int rereads() {
        return rereads.get();
    }

    /** What is durable, in order. */
    public List<AttemptWrite> written() {
        return List.copyOf(written);
    }

    /** Makes items durable although their statement fails. */
    public void keep(List<AttemptWrite> items) {
        written.addAll(items);
    }

    public static List<WriteResult> allWritten(List<AttemptWrite> batch) {
        return Collections.nCopies(batch.size(), WriteResult.WRITTEN);
    }

    public static List<WriteResult> allLost(List<AttemptWrite> batch) {
        return Collections.nCopies(batch.size(), WriteResult.CLAIM_LOST);
    }
}
