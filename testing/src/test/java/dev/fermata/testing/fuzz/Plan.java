package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What a whole program has in common: its choices, its sites, and how much more may be written. */
final class Plan {

    private final long seed;
    final Draw draw;
    final int release;
    final Kind result;
    private final List<Site> sites = new ArrayList<>();
    private int mostSites;
    private int statements;
    private int names;
    private int loops;
    private int forks;

    Plan(long seed, int release) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.release = release;
        this.result = draw.of(
                Kind.INT, Kind.STRING, Kind.LONG, Kind.BOXED, Kind.LIST, Kind.PAIR, Kind.BOOLEAN, Kind.CELL, Kind.INTS);
        this.mostSites = 6 + draw.below(12);
        this.statements = 5 + draw.below(12);
    }

    /**
     * The cells of the coverage table that this program is to reach: others for each seed, half a table apart. One at a
     * return or throw comes last, since it leaves nothing to be reached.
     */
    List<Integer> goals() {
        int cells = Position.values().length * Construct.values().length;
        int first = (int) (seed * 2 % cells);
        int second = (int) ((seed * 2 + cells / 2 + 1) % cells);
        return Goals.leaves(first) ? List.of(second, first) : List.of(first, second);
    }

    boolean sitesLeft() {
        return sites.size() < mostSites;
    }

    /** Registers a suspending call, and is its number. */
    int site(Position position, Scope scope) {
        int number = sites.size() + 1;
        sites.add(new Site(number, position, scope.construct));
        return number;
    }

    /** A call that stands at two positions. */
    void also(int number, Position position, Scope scope) {
        sites.add(new Site(number, position, scope.construct));
    }

    /** Another method has calls and statements of its own, and leaves the others theirs. */
    void method(Runnable body) {
        int sitesLeft = mostSites - sites.size();
        int statementsLeft = statements;
        mostSites = sites.size() + 3 + draw.below(4);
        statements = 2 + draw.below(4);
        body.run();
        mostSites = sites.size() + sitesLeft;
        statements = statementsLeft;
    }

    List<Site> sites() {
        return sites;
    }

    /** Takes one of the statements that are left. */
    boolean statement() {
        return statements-- > 0;
    }

    /** A name that is used once in the program. */
    String unique(String prefix) {
        return prefix + ++names;
    }

    /** Loops in loops are few, since every round may be a checkpoint. */
    boolean entersLoop() {
        return loops < 2 + draw.below(2) && ++loops > 0;
    }

    boolean entersFork() {
        return forks < 2 && ++forks > 0;
    }

    void leavesFork() {
        forks--;
    }

    void leavesLoop() {
        loops--;
    }
}
