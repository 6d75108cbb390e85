package dev.fermata.engine.store;

/** The ports an engine runs on, as one implementation provides them. */
public record Stores(
        RunStore runs,
        AttemptStore attempts,
        TransactedCheckpoints transacted,
        WorkerStore workers,
        PlaceStore places,
        WakeChannel wake) {}
