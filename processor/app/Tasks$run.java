package app;
final class Tasks$run extends dev.fermata.machine.TaskMachine {
    Tasks$run(Object target, Object bean) { }
    @Override public void start(Object... arguments) { }
    @Override public dev.fermata.machine.Transition advance() {
        return new dev.fermata.machine.Transition.Completed("app.Tasks");
    }
    @Override public Object call() { return null; }
    @Override public void returned(Object value) { }
    @Override public boolean threw(Throwable failure) { return false; }
    @Override public int point() { return 0; }
    @Override public Object[] save() { return new Object[0]; }
    @Override public void restore(int point, Object[] values) { }
}
