package app;

import dev.fermata.Task;

class TaskIds {

    @Task(id = "") // FERMATA-1060
    void empty() {}

    @Task(id = "process order") // FERMATA-1060
    void blank() {}

    @Task(id = "-order") // FERMATA-1060
    void dashFirst() {}

    @Task(id = "order")
    void first() {}

    @Task(id = "order") // FERMATA-1061
    void second() {}

    static class Nested {

        @Task(id = "order") // FERMATA-1061
        void third() {}
    }
}
