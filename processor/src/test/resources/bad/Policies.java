package app;

import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;

class Policies {

    @Task(
            id = "a",
            retry = { // FERMATA-1073
                @Retry(maxAttempts = 2),
                @Retry(maxAttempts = 3)
            })
    void twice() {}

    @Task(id = "b", retry = @Retry(maxAttempts = 0)) // FERMATA-1074
    void never() {}

    @Step(
            retry =
                    @Retry(
                            maxAttempts = -1, // FERMATA-1074
                            minDelay = "soon", // FERMATA-1075
                            maxDelay = "", // FERMATA-1075
                            factor = 0.5)) // FERMATA-1076
    void allWrong() {}

    @Step(retry = @Retry(factor = Double.NaN)) // FERMATA-1076
    void notANumber() {}

    @Step(retry = @Retry(minDelay = "1h", maxDelay = "59m")) // FERMATA-1077
    void backwards() {}

    @Step(retry = @Retry(minDelay = "2m")) // FERMATA-1077
    void longerThanTheDefault() {}

    @Step(retry = @Retry(maxDelay = "1.5s")) // FERMATA-1075
    void fraction() {}
}
