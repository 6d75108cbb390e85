package dev.fermata.engine.store;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.WriteResult;
import java.util.Collection;
import java.util.List;

/** Claims, and what attempts write under them. */
public interface AttemptStore {

    /**
     * Claims up to {@code max} runs that this worker's registration can run, oldest first, skipping those another
     * worker is claiming.
     *
     * @throws CommitUnknownException the answer was lost: runs may be claimed that nobody here knows of; ask for the
     *     {@link #unanswered}
     */
    List<Claim> claim(Fence fence, int max);

    /**
     * Runs this worker holds besides {@code known}: claimed by a {@link #claim} whose answer was lost. {@code known} has
     * to contain every run whose claim is not given up yet, gathered before the call, with no other claim under way.
     */
    List<Claim> unanswered(Fence fence, Collection<RunId> known);

    /**
     * Writes a batch in one transaction: all items whose claim stands under a fence that stands. One result an item, in
     * order.
     *
     * @param batch at most one item a run
     * @throws CommitUnknownException the connection broke while committing; all or none may be written: ask for the
     *     {@link #fate}
     * @throws BadItemException an item's data was refused by the database; nothing is written
     */
    List<WriteResult> write(Fence fence, List<AttemptWrite> batch);

    /**
     * What became of a batch whose {@link #write} ended in a {@link CommitUnknownException}. {@link
     * WriteResult#WRITTEN}: it is durable. {@link WriteResult#CLAIM_LOST}: it was not written; write it again, and the
     * fence decides. Writing again is safe even while the first writing is still on its way: a checkpoint is never
     * doubled, and what gives up a claim finds it given up (and answers CLAIM_LOST).
     */
    List<WriteResult> fate(Fence fence, List<AttemptWrite> batch);
}
