package dev.fermata.engine.attempt;

import dev.fermata.engine.codec.UserTrace;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.machine.DurableScope;
import dev.fermata.machine.Transition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The user's code in one run, which can be interrupted while it runs. */
final class UserCode {

    private final Interruption interruption;

    UserCode(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Code of the task up to the next suspension point. */
    Transition advance(MachineStack stack) {
        interruption.enter();
        try {
            Transition transition = stack.advance();
            if (transition instanceof Transition.Threw threw) {
                UserTrace.clean(threw.failure());
            }
            return transition;
        } finally {
            interruption.leave();
        }
    }

    /** The pending step. */
    @Nullable
    Object call(MachineStack stack, DurableScope scope) throws Throwable {
        interruption.enter();
        try {
            return DurableScope.call(scope, () -> {
                try {
                    return stack.call();
                } catch (Exception e) {
                    UserTrace.clean(e);
                    throw e;
                } catch (Throwable e) {
                    UserTrace.clean(e);
                    throw new Carried(e);
                }
            });
        } catch (Carried e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            interruption.leave();
        }
    }

    /** Carries what a step threw through an interface that lets only exceptions pass. */
    private static final class Carried extends Exception {

        private static final long serialVersionUID = 1L;

        Carried(Throwable thrown) {
            super(thrown);
        }
    }
}
