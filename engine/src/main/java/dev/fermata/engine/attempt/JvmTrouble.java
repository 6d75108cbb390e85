package dev.fermata.engine.attempt;

import dev.fermata.engine.model.Claim;

/**
 * Failures of the JVM that hit whoever asks it for something at that moment, not who has used it up: out of memory, out of
 * threads, an error inside. A stack that overflows is none of them, it is the code's own.
 */
final class JvmTrouble {

    private static final int DEEPEST = 100;

    private JvmTrouble() {}

    /**
     * Whether a failure says nothing about the run it hit, because it may be a neighbour's doing. A run that executes alone
     * has no neighbours.
     */
    static boolean isNoFaultOf(Claim claim, Throwable failure) {
        return !claim.progress().isSuspect() && isIn(failure);
    }

    private static boolean isIn(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEEPEST; depth++) {
            if (at instanceof VirtualMachineError && !(at instanceof StackOverflowError)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
