package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.spring.app.Runner;
import dev.fermata.spring.ledger.RefusedApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@PostgresFixture
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

    @Test
    void anApplicationWhoseStepCannotCommitWithItsCheckpointDoesNotStartAndSaysHowToMendIt(
            TestDatabase database, CapturedOutput output) {
        assertThatThrownBy(
                        () -> Runner.plain(RefusedApplication.class, database).close())
                .hasRootCauseInstanceOf(StepTransactionException.class);

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "FERMATA-2301",
                        "RefusedTasks.apart has propagation REQUIRES_NEW")
                .contains("Action:", "Use the default propagation");
        assertThat(database.rows("select from fermata.worker")).isEmpty();
    }
}
