package dev.fermata.engine.store;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import java.util.List;

/** Claims, and what attempts write under them. */
public interface AttemptStore {

    /**
     * Claims up to {@code max} runs that this worker's registration can run, oldest first, skipping those another
     * worker is claiming.
     */
    List<Claim> claim(Fence fence, int max);

    /**
     * Writes a batch in one transaction: all items whose claim stands under a fence that stands. One result an item, in
     * order.
     *
     * @throws CommitUnknownException the connection broke while committing; some or none may be written
     * @throws BadItemException an item's data was refused by the database; nothing is written
     */
    List<WriteResult> write(Fence fence, List<AttemptWrite> batch);
}
