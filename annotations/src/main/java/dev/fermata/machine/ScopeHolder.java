package dev.fermata.machine;

/** The thread's binding; apart from the interface so that it stays out of the public contract. */
final class ScopeHolder {

    static final ThreadLocal<DurableScope> CURRENT = new ThreadLocal<>();

    private ScopeHolder() {}
}
