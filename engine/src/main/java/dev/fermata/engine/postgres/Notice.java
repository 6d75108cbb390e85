package dev.fermata.engine.postgres;

import dev.fermata.engine.store.WakeUps.Signal;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The payload of a notification: who sends it, so that a node does not wake itself, and what happened. */
record Notice(UUID origin, Signal signal) {

    /** Reads {@link #toString()}; empty for what another version, or somebody else, sent on the channel. */
    static Optional<Notice> parse(String payload) {
        int at = payload.indexOf(' ');
        if (at < 0) {
            return Optional.empty();
        }
        Optional<Signal> signal = Arrays.stream(Signal.values())
                .filter(one -> one.name().equals(payload.substring(at + 1)))
                .findFirst();
        try {
            UUID origin = UUID.fromString(payload.substring(0, at));
            return signal.map(known -> new Notice(origin, known));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return origin + " " + signal;
    }
}
