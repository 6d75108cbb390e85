package dev.fermata.engine.attempt;

import dev.fermata.engine.stack.MachineStack;

/** Where a strand gets its machines from. */
interface Origin {

    /** Neither started nor restored. */
    MachineStack fresh();

    /** Started with the arguments of the task or of the branch, as they were stored. */
    MachineStack begun();
}
