package dev.fermata.testing.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the program of a mismatch smaller, as long as the compiler gets it wrong in the same way. */
final class Shrinker {

    private static final int AT_ONCE = 40;
    private static final int MOST_ROUNDS = 150;

    /** Candidates get names of their own: seeds are far below. */
    private static final long FIRST_NAME = 900_000_000_000L;

    private final Function<List<Program>, List<Mismatch>> fuzzer;
    private long names = FIRST_NAME;

    Shrinker(Function<List<Program>, List<Mismatch>> fuzzer) {
        this.fuzzer = fuzzer;
    }

    Mismatch shrink(Mismatch mismatch) {
        Mismatch smallest = mismatch;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<Mismatch> smaller = smaller(smallest);
            if (smaller.isEmpty()) {
                break;
            }
            smallest = smaller.get();
        }
        return smallest;
    }

    /** The first of the candidates, which come with the greatest reduction first, that is still wrong. */
    private Optional<Mismatch> smaller(Mismatch mismatch) {
        List<String> texts = Reductions.of(mismatch.program());
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            List<Program> candidates = new ArrayList<>();
            for (String text : texts.subList(from, Math.min(texts.size(), from + AT_ONCE))) {
                candidates.add(mismatch.program().renamed("F" + names++, text));
            }
            Map<String, Mismatch> wrong = fuzzer.apply(candidates).stream()
                    .filter(one -> one.signature().equals(mismatch.signature()))
                    .collect(Collectors.toMap(one -> one.program().name(), one -> one));
            for (Program candidate : candidates) {
                Mismatch found = wrong.get(candidate.name());
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }
}
