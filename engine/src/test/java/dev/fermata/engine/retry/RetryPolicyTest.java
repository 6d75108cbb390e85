package dev.fermata.engine.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.Retry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    @Test
    void delaysGrowByTheFactorUpToTheLongest() {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(500), Duration.ofSeconds(5), 2, false);

        assertThat(IntStream.rangeClosed(1, 6).mapToObj(policy::delayAfter))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    @Test
    void jitterSpreadsAroundTheDelayAndNeverBeyondTheLongest() {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofSeconds(10), Duration.ofSeconds(12), 1, true);

        List<Duration> delays =
                IntStream.range(0, 500).mapToObj(i -> policy.delayAfter(1)).toList();

        assertThat(delays)
                .allMatch(delay ->
                        delay.compareTo(Duration.ofSeconds(5)) >= 0 && delay.compareTo(Duration.ofSeconds(12)) <= 0);
        assertThat(delays.stream().distinct().count()).isGreaterThan(50);
    }

    @Test
    void theThousandthDelayIsStillTheLongest() {
        RetryPolicy policy = new RetryPolicy(2000, Duration.ofSeconds(1), Duration.ofMinutes(1), 2, false);

        assertThat(policy.delayAfter(1000)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theFirstAttemptCounts() {
        RetryPolicy once = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofMinutes(1), 2, true);

        assertThat(once.allowsAnother(1)).isFalse();
        assertThat(RetryPolicy.DEFAULT.allowsAnother(2)).isTrue();
        assertThat(RetryPolicy.DEFAULT.allowsAnother(3)).isFalse();
    }

    @Test
    void impossiblePoliciesAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, second, second, 1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second, 1, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(999), 1, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, second, 0.5, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(1, second, second, Double.NaN, true));
    }

    @Test
    void eachFieldComesFromTheMostSpecificLevelThatSetsIt() {
        RetrySettings attempts = new RetrySettings(7, null, null, null, null);
        RetrySettings delays = new RetrySettings(2, Duration.ofSeconds(3), Duration.ofSeconds(30), null, null);

        assertThat(RetrySettings.resolve(attempts, RetrySettings.NONE, delays))
                .isEqualTo(new RetryPolicy(7, Duration.ofSeconds(3), Duration.ofSeconds(30), 2, true));
    }

    @Test
    @Retried(@Retry(maxAttempts = 9, minDelay = "250ms", maxDelay = "2h", factor = 3, jitter = false))
    void anAnnotationLeavesNothingOpen() throws Exception {
        Retry annotation = RetryPolicyTest.class
                .getDeclaredMethod("anAnnotationLeavesNothingOpen")
                .getAnnotation(Retried.class)
                .value();

        assertThat(RetrySettings.resolve(RetrySettings.of(annotation), new RetrySettings(1, null, null, null, null)))
                .isEqualTo(new RetryPolicy(9, Duration.ofMillis(250), Duration.ofHours(2), 3, false));
    }

    @Test
    void durationsAreWrittenWithTheirUnit() {
        assertThat(DurationText.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(DurationText.parse(" 1 s ")).isEqualTo(Duration.ofSeconds(1));
        assertThat(DurationText.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(DurationText.parse("3d")).isEqualTo(Duration.ofDays(3));
        for (String wrong : List.of("", "5", "s", "-1s", "1.5s", "1w", "1s2m")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DurationText.parse(wrong))
                    .withMessageContaining("500ms");
        }
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Retried {
        Retry value();
    }
}
