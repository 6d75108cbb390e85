package dev.fermata.engine.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.attack.MixedCluster.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attack 1: three workers execute runs of all shapes and are killed again and again, at places the kills are aimed at, in
 * another's recovery and while draining. Every run ends once, transactional effects are there once, and other steps are
 * repeated only where a kill caught them.
 */
class MixedClusterTest {

    private static final Size QUICK = new Size(
            200, Map.of(Hit.STEP, 3, Hit.GAP, 3, Hit.COMMIT, 2, Hit.DRAIN, 1, Hit.RECOVERY, 1), Duration.ofMinutes(3));

    private static final Size LONG = new Size(
            2_000,
            Map.of(Hit.STEP, 32, Hit.GAP, 32, Hit.COMMIT, 8, Hit.DRAIN, 8, Hit.RECOVERY, 8),
            Duration.ofMinutes(4));

    /** Two kills at the place that counts; about every other one brings a fault to light. */
    private static final Size PLANTED =
            new Size(40, Map.of(Hit.STEP, 1, Hit.GAP, 1, Hit.COMMIT, 2), Duration.ofSeconds(20));

    private static final int MOST_ATTACKS = 6;

    @Test
    void everyRunEndsOnceAndNothingIsLostOrDoneTwiceThoughWorkersAreKilledAllTheTime(@TempDir Path directory) {
        Attacks attacks = Attacks.named("mixed-cluster");
        Size size = attacks.isLong() ? LONG : QUICK;
        long begun = System.nanoTime();
        try (MixedCluster cluster = new MixedCluster(attacks.random(), size, Fault.NONE, directory)) {
            Evidence evidence = cluster.attack();
            Tally tally = evidence.tally();
            attacks.report(
                    "%d runs, %d kills (%d inside a step, %d between its return and its checkpoint, %d during a commit,"
                            + " %d while draining, %d during another's recovery; the rest elsewhere), %d claims lost by"
                            + " them, %d steps repeated around a kill, %d runs taken for crashing, %d leases lost by slow"
                            + " processes, %d lost, %d duplicated, %d seconds",
                    evidence.runs(),
                    tally.kills(),
                    tally.of(Hit.STEP),
                    tally.of(Hit.GAP),
                    tally.of(Hit.COMMIT),
                    tally.of(Hit.DRAIN),
                    tally.of(Hit.RECOVERY),
                    tally.lostClaims(),
                    evidence.repeated(),
                    evidence.crashed(),
                    evidence.leasesLost(),
                    evidence.lost().size(),
                    evidence.duplicated().size(),
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());

            WorkerProcess.say("attack mixed-cluster: " + tally);

            assertThat(evidence.lost()).isEmpty();
            assertThat(evidence.duplicated()).isEmpty();
            assertThat(evidence.runs()).isGreaterThanOrEqualTo(size.runs());
            assertThat(evidence.crashed()).isLessThanOrEqualTo(evidence.runs() / 50);
            assertThat(tally.reaches(size.least())).as(tally.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EARLY_ACKNOWLEDGEMENT", "SEPARATE_COMMIT"})
    void aFaultOfTheEngineWouldBeFound(Fault fault, @TempDir Path directory) throws IOException {
        Random random = Attacks.named("mixed-cluster-" + fault).random();
        int found = 0;
        for (int attack = 1; found == 0 && attack <= MOST_ATTACKS; attack++) {
            Path own = Files.createDirectory(directory.resolve("attack-" + attack));
            try (MixedCluster cluster = new MixedCluster(random, PLANTED, fault, own)) {
                Evidence evidence = cluster.attack();
                found = evidence.duplicated().size() + evidence.lost().size();
            }
        }
        assertThat(found).isPositive();
    }
}
