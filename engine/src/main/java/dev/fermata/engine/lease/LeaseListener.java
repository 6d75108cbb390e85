package dev.fermata.engine.lease;

import dev.fermata.engine.model.RunId;
import java.util.List;

/** What the lease keeper finds out. */
public interface LeaseListener {

    /** The cancellation of these runs of this worker was requested. */
    void cancelRequested(List<RunId> runs);

    /** This worker was declared dead: its claims are gone. Called once. */
    void leaseLost();

    /** Runs of dead workers were given back and can be claimed. */
    void runsGivenBack(int runs);

    /** A heartbeat has passed: time to learn what other workers have written down. May throw what the store throws. */
    void timeToLearn();
}
