package dev.fermata.adversity;

import dev.fermata.testing.cluster.TcpProxy.Fault;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fault in the engine's SQL, planted on its way to the server: one text for another, filled up with blanks because the
 * message must stay as long as it was.
 */
final class Rewording implements Fault {

    /** One text for another. */
    record Word(String from, String to) {

        Word {
            if (to.length() > from.length()) {
                throw new IllegalArgumentException("longer than what it replaces: " + to);
            }
        }
    }

    private final List<Word> words;
    private final AtomicInteger times = new AtomicInteger();

    Rewording(Word... words) {
        this.words = List.of(words);
    }

    /** How often a text was replaced. */
    int times() {
        return times.get();
    }

    @Override
    public Verdict on(boolean toServer, byte[] chunk, int length, long connection) {
        if (toServer) {
            String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
            for (Word word : words) {
                String filled =
                        word.to() + " ".repeat(word.from().length() - word.to().length());
                for (int at = text.indexOf(word.from()); at >= 0; at = text.indexOf(word.from(), at + 1)) {
                    System.arraycopy(filled.getBytes(StandardCharsets.ISO_8859_1), 0, chunk, at, filled.length());
                    times.incrementAndGet();
                }
            }
        }
        return Verdict.PASS;
    }
}
