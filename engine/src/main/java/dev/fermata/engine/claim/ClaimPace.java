package dev.fermata.engine.claim;

import java.time.Duration;

/**
 * How a claimer looks for work.
 *
 * @param batch most runs claimed in one statement
 * @param poll longest time between two looks while wake-ups of other nodes do not arrive
 * @param livePoll the same while they do
 */
public record ClaimPace(int batch, Duration poll, Duration livePoll) {

    public ClaimPace {
        if (batch < 1 || poll.isNegative() || poll.isZero() || livePoll.compareTo(poll) < 0) {
            throw new IllegalArgumentException("batch must be at least 1, poll positive and livePoll at least poll, but"
                    + " they are " + batch + ", " + poll + " and " + livePoll);
        }
    }
}
