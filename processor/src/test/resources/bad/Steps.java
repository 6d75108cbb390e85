package app;

import dev.fermata.Step;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.Future;
import org.springframework.transaction.annotation.Transactional;

class Steps {

    @Step(name = "charge card") // FERMATA-1080
    void blank() {}

    @Step
    Connection connect() { // FERMATA-1070
        return null;
    }

    @Step
    Optional<Future<?>[]> futures() { // FERMATA-1070
        return Optional.empty();
    }

    @Step
    @Transactional
    private void alone() {} // FERMATA-1079

    @Step
    @Transactional
    static void ofNoBean() {} // FERMATA-1079

    @Step
    @Transactional
    final void closed() {} // FERMATA-1079

    @Step
    @Transactional
    protected void fine() {}

    @Transactional
    private void noStep() {}

    @Step
    private void noTransaction() {
        noStep();
    }
}
