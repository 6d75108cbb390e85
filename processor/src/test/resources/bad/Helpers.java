package app;

import dev.fermata.Step;
import dev.fermata.Suspends;
import org.springframework.transaction.annotation.Transactional;

abstract class Helpers {

    @Suspends
    abstract int open(int x); // FERMATA-1110

    @Suspends
    native int foreign(int x); // FERMATA-1110

    @Suspends
    synchronized int locked(int x) { // FERMATA-1111
        return x;
    }

    @Suspends
    @Transactional
    int committed(int x) { // FERMATA-1112
        return x;
    }

    @Suspends
    @Step
    int both(int x) { // FERMATA-1072
        return x;
    }

    @Suspends
    int fine(int x) {
        return open(x);
    }

    private static class Closed {

        @Suspends
        int unseen(int x) { // FERMATA-1113
            return x;
        }
    }

    class Inner {

        @Suspends
        int within(int x) { // FERMATA-1117
            return x;
        }
    }

    interface Declared {

        @Suspends
        int promise(int x); // FERMATA-1110
    }
}
