package dev.fermata.engine.attempt;

import dev.fermata.engine.stack.MachineStack;
import dev.fermata.machine.MachineDescriptor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machines of one branch: the strand that forks makes them, which is of one thread at a time.
 */
final class BranchOrigin implements Origin {

    private final Strand parent;
    private final int branch;
    private final ReentrantLock parentsTurn;
    private boolean hasBegun;

    /**
     * @param parentsTurn held while the parent's machines are used
     * @param hasBegun whether the arguments may have been changed by steps that failed
     */
    BranchOrigin(Strand parent, int branch, ReentrantLock parentsTurn, boolean hasBegun) {
        this.parent = parent;
        this.branch = branch;
        this.parentsTurn = parentsTurn;
        this.hasBegun = hasBegun;
    }

    MachineDescriptor machine() {
        return fresh().bottom();
    }

    @Override
    public MachineStack fresh() {
        parentsTurn.lock();
        try {
            return parent.stack().branch(branch);
        } finally {
            parentsTurn.unlock();
        }
    }

    @Override
    public MachineStack begun() {
        if (hasBegun) {
            MachineStack copy = parent.copy();
            MachineStack again = copy.branch(branch);
            again.start(copy.branchArguments(branch));
            return again;
        }
        hasBegun = true;
        parentsTurn.lock();
        try {
            MachineStack first = parent.stack().branch(branch);
            first.start(parent.stack().branchArguments(branch));
            return first;
        } finally {
            parentsTurn.unlock();
        }
    }
}
