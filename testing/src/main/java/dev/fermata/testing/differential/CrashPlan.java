package dev.fermata.testing.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the compiled task is crashed.
 *
 * @param before at every suspension point, before the call; the start of the task counts as one
 * @param after at every suspension point, after the call has returned or thrown
 * @param single the number of the only suspension, counted from 1 over the run, or 0 for every one
 */
record CrashPlan(boolean before, boolean after, int single) {

    static final CrashPlan NEVER = new CrashPlan(false, false, 0);
    static final CrashPlan BEFORE = new CrashPlan(true, false, 0);
    static final CrashPlan AFTER = new CrashPlan(false, true, 0);
    static final CrashPlan BOTH = new CrashPlan(true, true, 0);

    static final List<CrashPlan> EVERYWHERE_OR_NEVER = List.of(NEVER, BEFORE, AFTER, BOTH);

    /** One crash a run, at each of the first {@code suspensions}. */
    static List<CrashPlan> singles(int suspensions) {
        List<CrashPlan> plans = new ArrayList<>();
        for (int i = 1; i <= suspensions; i++) {
            plans.add(new CrashPlan(true, false, i));
            plans.add(new CrashPlan(false, true, i));
        }
        return plans;
    }

    boolean before(int suspension) {
        return before && (single == 0 || single == suspension);
    }

    boolean after(int suspension) {
        return after && (single == 0 || single == suspension);
    }

    @Override
    public String toString() {
        String where = before && after ? "before and after" : before ? "before" : after ? "after" : "never";
        if (!before && !after) {
            return "no crash";
        }
        return "crash " + where + (single == 0 ? " every suspension" : " suspension " + single);
    }
}
