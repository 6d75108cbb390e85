package dev.fermata.engine.checkpoint;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every write of a batch exactly one answer, whatever the database does. Used by one thread at a time: the one that
 * holds the committer's turn.
 *
 * <ul>
 *   <li>Refused data: the batch is cut in halves until only the guilty write fails.
 *   <li>Unreachable: nothing was written, so the same batch is tried again until the committer closes.
 *   <li>Unknown commit, also for want of memory in the middle of it: the batch is read again, and only what verifiably
 *       was not written is written again. Writing it again unread could execute nothing twice, but would take the collision
 *       with its own first copy for a lost claim.
 * </ul>
 */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int REFUSALS = 5;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final AttemptStore store;
    private final Fence fence;
    private final Closing closing;
    private final FenceKeeper keeper;

    BatchWriter(AttemptStore store, Fence fence, FenceKeeper keeper, Closing closing) {
        this.store = store;
        this.fence = fence;
        this.closing = closing;
        this.keeper = keeper;
    }

    void write(List<PendingWrite> batch) {
        List<AttemptWrite> items = batch.stream().map(PendingWrite::item).toList();
        try {
            Optional<List<WriteResult>> results = untilReachable(() -> store.write(fence, items));
            if (results.isEmpty()) {
                batch.forEach(write -> write.answer(WriteResult.CLAIM_LOST));
                return;
            }
            answer(batch, results.get());
        } catch (CommitUnknownException | VirtualMachineError e) {
            LOG.warn("A commit of {} writes was interrupted; reading again what became of it", batch.size(), e);
            resolve(batch, items);
        } catch (RuntimeException e) {
            isolate(batch, e);
        }
    }

    /**
     * Acknowledges what was written. The rest was not because its claim is gone, or only because the lease had ended, after
     * an outage or a long pause of this JVM. Then the claim still is this worker's, and to drop it would leave the run
     * claimed by a living worker and executed by nobody: so it is written once more under a lease renewed for that.
     */
    private void answer(List<PendingWrite> batch, List<WriteResult> results) {
        List<PendingWrite> lost = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (results.get(i) == WriteResult.WRITTEN) {
                batch.get(i).answer(WriteResult.WRITTEN);
            } else {
                lost.add(batch.get(i));
            }
        }
        if (!lost.isEmpty()) {
            writeRenewed(lost);
        }
    }

    /** What is not written now is lost: between the renewal and the write there is no outage. */
    private void writeRenewed(List<PendingWrite> batch) {
        List<AttemptWrite> items = batch.stream().map(PendingWrite::item).toList();
        try {
            List<WriteResult> lost = Collections.nCopies(items.size(), WriteResult.CLAIM_LOST);
            List<WriteResult> results = untilReachable(() -> keeper.renew() ? store.write(fence, items) : lost)
                    .orElse(lost);
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer(results.get(i));
            }
        } catch (CommitUnknownException | VirtualMachineError e) {
            LOG.warn("A commit of {} writes was interrupted; reading again what became of it", batch.size(), e);
            resolve(batch, items);
        } catch (RuntimeException e) {
            isolate(batch, e);
        }
    }

    private void resolve(List<PendingWrite> batch, List<AttemptWrite> items) {
        Optional<List<Optional<WriteResult>>> fates;
        try {
            fates = untilReachable(() -> reread(items));
        } catch (RuntimeException | VirtualMachineError e) {
            // Neither written nor unwritten may be assumed. Whoever claims the runs next reads the rows.
            LOG.error("What became of {} writes cannot be read; all claims are given up", batch.size(), e);
            keeper.forfeit();
            fates = Optional.empty();
        }
        if (fates.isEmpty()) {
            batch.forEach(write -> write.answer(WriteResult.CLAIM_LOST));
            return;
        }
        List<PendingWrite> again = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            PendingWrite write = batch.get(i);
            fates.get().get(i).ifPresentOrElse(write::answer, () -> again.add(write));
        }
        if (!again.isEmpty()) {
            write(again);
        }
    }

    /**
     * The connection that broke may break again; reading changes nothing, so it is only tried again. Under a lease that has
     * ended meanwhile all that was not written would seem lost, so the lease is renewed first.
     */
    private List<Optional<WriteResult>> reread(List<AttemptWrite> items) {
        try {
            boolean unused = keeper.renew();
            return store.reread(fence, items);
        } catch (CommitUnknownException | VirtualMachineError e) {
            throw new StoreUnavailableException("what became of a commit could not be read to the end", e);
        }
    }

    private void isolate(List<PendingWrite> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.get(0).fail(failure);
            return;
        }
        LOG.warn("A batch of {} writes was refused; cutting it to find the guilty one", batch.size(), failure);
        int half = batch.size() / 2;
        write(batch.subList(0, half));
        write(batch.subList(half, batch.size()));
    }

    /** Empty when the committer closed before the database could be reached. */
    private <T> Optional<T> untilReachable(Supplier<T> statement) {
        Duration pause = SHORTEST_PAUSE;
        for (int tries = 1; !closing.isClosed(); tries++) {
            try {
                return Optional.of(statement.get());
            } catch (CommitUnknownException | BadItemException e) {
                throw e;
            } catch (StoreException e) {
                // A deadlock or a full disk passes; a statement that is refused again and again may be one item's
                // fault.
                if (!(e instanceof StoreUnavailableException) && tries == REFUSALS) {
                    throw e;
                }
                LOG.warn("The database does not answer; trying again in {} ms: {}", pause.toMillis(), e.getMessage());
                closing.await(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
        return Optional.empty();
    }
}
