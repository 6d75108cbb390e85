package app;

import dev.fermata.Step;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.Future;

class Steps {

    @interface NotThatOne {}

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
}
