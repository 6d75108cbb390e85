package dev.fermata.engine.attack;

import dev.fermata.engine.model.RunId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Kills, by what they hit: each counts once, for what it was aimed at if it hit that. And what each run lost by them. */
final class Tally {

    /** A step is under way, or has been executed and its checkpoint is not known to be committed. */
    private static final Set<Place> UNFINISHED = EnumSet.of(
            Place.STEP_ENTERED,
            Place.STEP_LEFT,
            Place.STEP_THREW,
            Place.BEFORE_CHECKPOINT,
            Place.BEFORE_COMMIT,
            Place.BEFORE_RETRY);

    private final Map<Hit, Integer> hits = new EnumMap<>(Hit.class);
    private final Map<Place, Integer> attempts = new EnumMap<>(Place.class);
    private final Map<RunId, Integer> interrupted = new HashMap<>();
    private final Map<RunId, Integer> lost = new HashMap<>();
    private int kills;

    /** @param left the marks of the dead process */
    void count(Hit aim, Map<RunId, Place> left, boolean isDrained) {
        kills++;
        left.forEach((run, place) -> {
            attempts.merge(place, 1, Integer::sum);
            lost.merge(run, 1, Integer::sum);
            if (UNFINISHED.contains(place)) {
                interrupted.merge(run, 1, Integer::sum);
            }
        });
        if (isHit(aim, left) && !(aim == Hit.DRAIN && isDrained)) {
            hits.merge(aim, 1, Integer::sum);
            return;
        }
        for (Hit hit : new Hit[] {Hit.COMMIT, Hit.GAP, Hit.STEP}) {
            if (isHit(hit, left)) {
                hits.merge(hit, 1, Integer::sum);
                return;
            }
        }
    }

    private static boolean isHit(Hit hit, Map<RunId, Place> left) {
        return hit.places().isEmpty() ? !left.isEmpty() : left.values().stream().anyMatch(hit.places()::contains);
    }

    boolean reaches(Map<Hit, Integer> least) {
        return least.entrySet().stream().allMatch(one -> of(one.getKey()) >= one.getValue());
    }

    int of(Hit hit) {
        return hits.getOrDefault(hit, 0);
    }

    int kills() {
        return kills;
    }

    /** How often a kill may have cost this run the execution of a step. */
    int interrupted(RunId run) {
        return interrupted.getOrDefault(run, 0);
    }

    /** How often a kill cost this run its claim. */
    int lost(RunId run) {
        return lost.getOrDefault(run, 0);
    }

    /** Claims that kills cost, of all runs. */
    int lostClaims() {
        return lost.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return kills + " kills " + hits + ", claims by place " + attempts;
    }
}
