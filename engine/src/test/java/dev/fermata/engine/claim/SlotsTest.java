package dev.fermata.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.Claim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever was claimed is executed or handed back. */
@Timeout(30)
class SlotsTest extends ClaimFixture {

    @Test
    void aClaimForWhichThereIsNoThreadGoesBackAndSoDoThoseBehindIt() throws Exception {
        List<Claim> claims = List.of(claim(0), claim(0), claim(0));
        Slots slots = slots(body -> {
            if (store.written().isEmpty()) {
                body.run();
            } else {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });

        assertThatThrownBy(() -> slots.startAll(claims, claim -> true)).isInstanceOf(OutOfMemoryError.class);

        assertThat(last(claims.get(0))).isInstanceOf(Completion.class);
        assertThat(last(claims.get(1))).isInstanceOf(Release.class);
        assertThat(last(claims.get(2))).isInstanceOf(Release.class);
        assertThat(slots.awaitIdle(Duration.ZERO)).as("no slot is lost").isTrue();
    }

    @Test
    void aClaimThatIsNotWantedGoesBackAndTheOthersAreExecuted() {
        List<Claim> claims = List.of(claim(2), claim(0));

        slots(Runnable::run).startAll(claims, claim -> !claim.progress().isSuspect());

        assertThat(last(claims.get(0))).isInstanceOf(Release.class);
        assertThat(last(claims.get(1))).isInstanceOf(Completion.class);
    }

    @Test
    void aClaimGoesBackAlthoughThereIsNoMemoryAtFirst() {
        Claim claim = claim(0);
        store.then(batch -> {
            throw new OutOfMemoryError("planted");
        });

        slots(Runnable::run).handBack(List.of(claim));

        assertThat(last(claim)).isInstanceOf(Release.class);
        assertThat(keeper.forfeits()).isZero();
    }

    private AttemptWrite last(Claim claim) {
        return store.written().stream()
                .filter(write -> write.run().equals(claim.run()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
