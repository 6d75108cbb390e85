package app;

import dev.fermata.Step;
import dev.fermata.Task;
import java.io.StringReader;
import java.util.List;

class Bodies {

    private final Bodies payments = this;

    @Task(id = "lambda")
    void lambda(List<String> orders) {
        orders.stream()
                .filter(order -> !order.isEmpty())
                .forEach(order -> charge(order)); // FERMATA-1003
    }

    @Task(id = "chain")
    void chain(List<String> orders) {
        Runnable later = () -> payments
                .payments
                .charge("x"); // FERMATA-1003
        later.run();
    }

    @Task(id = "anonymous")
    void anonymous() {
        new Object() {
            void go() {
                charge("x"); // FERMATA-1004
            }
        }.go();
    }

    @Task(id = "synchronized")
    void locked() {
        synchronized (payments) {
            charge("x"); // FERMATA-1005
        }
    }

    @Task(id = "live")
    int live() throws java.io.IOException {
        StringReader reader = new StringReader("x"); // FERMATA-1020
        charge("y");
        return reader.read();
    }

    @Task(id = "two-in-one") void twoInOne() { Runnable a = () -> charge("a"); Runnable b = () -> charge("b"); } // FERMATA-1003 FERMATA-1003

    @Step
    void charge(String order) {}
}
