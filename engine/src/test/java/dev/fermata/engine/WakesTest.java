package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.fake.SilentWakes;
import dev.fermata.engine.wake.WakeSignal;
import org.junit.jupiter.api.Test;

class WakesTest {

    private final WakeSignal here = new WakeSignal();
    private final Wakes wakes = new Wakes(here, new SilentWakes());

    @Test
    void whatBecomesClaimableWakesThisNodeAlsoWhereNotificationsDoNotArrive() {
        long ticket = here.ticket();

        wakes.claimable();

        assertThat(here.ticket()).isNotEqualTo(ticket);
    }

    @Test
    void aCanceledRunWakesThisNodeAlsoWhereNotificationsDoNotArrive() {
        long ticket = here.ticket();

        wakes.canceled();

        assertThat(here.ticket()).isNotEqualTo(ticket);
    }
}
