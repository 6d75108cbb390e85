package dev.fermata.engine.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WakeSignalTest {

    private static final Duration LONG = Duration.ofHours(2);

    private final WakeSignal signal = new WakeSignal();

    @Test
    void aWakeUpBetweenLookingAndWaitingIsNotMissed() throws Exception {
        long ticket = signal.ticket();
        signal.awake();

        signal.await(ticket, LONG);

        assertThat(signal.ticket()).isNotEqualTo(ticket);
    }

    @Test
    void aWakeUpEndsTheWait() throws Exception {
        long ticket = signal.ticket();
        Thread waker = new Thread(signal::awake);
        waker.start();

        signal.await(ticket, LONG);

        waker.join();
    }

    @Test
    void theWaitEndsByItself() throws Exception {
        long begun = System.nanoTime();

        signal.await(signal.ticket(), Duration.ofMillis(20));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void theEarliestTimerEndsTheWaitOnce() throws Exception {
        signal.awakeAfter(Duration.ofMinutes(30));
        signal.awakeAfter(Duration.ofMillis(20));

        signal.await(signal.ticket(), LONG);

        long begun = System.nanoTime();
        signal.await(signal.ticket(), Duration.ofMillis(30));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void aTimerOfManyYearsDoesNoHarm() throws Exception {
        signal.awakeAfter(Duration.ofDays(365L * 1_000));

        signal.await(signal.ticket(), Duration.ofMillis(1));
    }
}
