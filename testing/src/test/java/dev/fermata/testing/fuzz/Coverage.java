package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many suspending calls have really run, by the position they stand at and the construct around them. */
final class Coverage {

    private final Map<Position, Map<Construct, Integer>> cells = new EnumMap<>(Position.class);
    private int programs;
    private int sites;
    private long executions;
    private int unverified;

    synchronized void ran(Program program, BitSet executed) {
        programs++;
        for (Site site : program.sites()) {
            if (executed.get(site.number())) {
                sites++;
                cells.computeIfAbsent(site.position(), row -> new EnumMap<>(Construct.class))
                        .merge(site.construct(), 1, Integer::sum);
            }
        }
    }

    /** javac writes wrong bytecode for some switch expressions with a try statement in them: nothing to compare. */
    synchronized void unverified() {
        unverified++;
    }

    synchronized void equal(int more) {
        executions += more;
    }

    int programs() {
        return programs;
    }

    int miscompiledByJavac() {
        return unverified;
    }

    /** Why Java has no program for a cell; null if it has. */
    static @Nullable String impossible(Position position, Construct construct) {
        boolean inSwitch = construct == Construct.SWITCH_EXPR;
        if (position == Position.CASE_VALUE && !inSwitch) {
            return "the value of a case stands directly in its switch expression";
        }
        boolean method =
                construct == Construct.STRAIGHT || construct == Construct.HELPER || construct == Construct.BRANCH;
        if (position == Position.YIELD && method) {
            return "a yield stands in a switch expression";
        }
        return position == Position.RETURN && inSwitch ? "a switch expression cannot be left by return" : null;
    }

    /** What has not run, though Java has it. */
    List<String> empty() {
        List<String> empty = new ArrayList<>();
        for (Position position : Position.values()) {
            for (Construct construct : Construct.values()) {
                if (count(position, construct) == 0 && impossible(position, construct) == null) {
                    empty.add(position + " in " + construct);
                }
            }
        }
        return empty;
    }

    int count(Position position, Construct construct) {
        return cells.getOrDefault(position, Map.of()).getOrDefault(construct, 0);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format("%-26s", ""));
        for (Construct construct : Construct.values()) {
            table.append(String.format("%12s", construct));
        }
        for (Position position : Position.values()) {
            table.append(String.format("%n%-26s", position));
            for (Construct construct : Construct.values()) {
                table.append(String.format(
                        "%12s", impossible(position, construct) == null ? "" + count(position, construct) : "-"));
            }
        }
        return table.append(String.format(
                        "%n%d programs equal in %d executions, with %d suspending calls; %d that javac itself cannot compile%n",
                        programs, executions, sites, unverified))
                .toString();
    }
}
