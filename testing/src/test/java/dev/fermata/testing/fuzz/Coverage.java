package dev.fermata.testing.fuzz;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** How many suspending calls have really run, by the position they stand at and the construct around them. */
final class Coverage {

    private final Map<Position, Map<Construct, Integer>> cells = new EnumMap<>(Position.class);
    private int programs;
    private int sites;
    private int unverified;

    void ran(Program program, BitSet executed) {
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
    void unverified() {
        unverified++;
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
                table.append(String.format("%12d", count(position, construct)));
            }
        }
        return table.append(String.format("%n%d programs equal, %d suspending calls ran; %d programs that javac itself miscompiles%n", programs, sites, unverified)).toString();
    }
}
