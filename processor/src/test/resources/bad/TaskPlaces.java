package app;

import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;

abstract class TaskPlaces {

    @Task(id = "a")
    abstract void noBody(); // FERMATA-1062

    @Task(id = "b")
    native void foreign(); // FERMATA-1062

    @Task(id = "c")
    static void ofNoBean() {} // FERMATA-1063

    @Task(id = "d")
    private void alone() {} // FERMATA-1064

    private static class Hidden {
        @Task(id = "e")
        void process() {} // FERMATA-1065

        static class Deeper {
            @Task(id = "f")
            void process() {} // FERMATA-1065
        }
    }

    class Inner {
        @Task(id = "g")
        void process() {} // FERMATA-1066
    }

    interface Contract {
        @Task(id = "h")
        void process(); // FERMATA-1067

        @Task(id = "i")
        default void processAnyway() {} // FERMATA-1067
    }

    @Task(id = "j")
    @Step
    void both() {} // FERMATA-1072

    @Step
    @Suspends
    void bothAgain() {} // FERMATA-1072
}
