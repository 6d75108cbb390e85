package dev.fermata.engine.postgres;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes a piece of a value smaller, with what stands before it in the value as a dictionary: elements of a list resemble
 * those before them. PostgreSQL would compress rows of this size itself, but knows nothing of other rows.
 */
final class Deflation {

    /** Below this it costs more time than the bytes are worth; PostgreSQL draws the line at the same place. */
    private static final int WORTH_IT = 2048;

    private static final int WINDOW = 32 * 1024;

    /** No bytes inflate to more than this many times their number: 258 bytes for two bits, as zlib's authors tell. */
    static final int MOST_TIMES = 1032;

    private Deflation() {}

    /** {@code value} from {@code from} on, deflated; the same array when that would not save an eighth. */
    static byte[] deflate(byte[] value, int from) {
        int length = value.length - from;
        if (length < WORTH_IT) {
            return value;
        }
        // What changes as a whole may change at every step; what continues a value is a rare fold or a large element.
        Deflater deflater = new Deflater(from == 0 ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION, true);
        try {
            if (from > 0) {
                int start = Math.max(0, from - WINDOW);
                deflater.setDictionary(value, start, from - start);
            }
            deflater.setInput(value, from, length);
            deflater.finish();
            byte[] deflated = new byte[length - length / 8];
            int size = deflater.deflate(deflated);
            return deflater.finished() ? Arrays.copyOf(deflated, size) : value;
        } finally {
            deflater.end();
        }
    }

    /** Inflates into {@code value} from {@code from} to its end, whose beginning is there already. */
    static void inflate(byte[] deflated, byte[] value, int from, int to) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            if (from > 0) {
                int start = Math.max(0, from - WINDOW);
                inflater.setDictionary(value, start, from - start);
            }
            inflater.setInput(deflated);
            int at = from;
            while (at < to) {
                int size = inflater.inflate(value, at, to - at);
                if (size == 0) {
                    throw new DataFormatException("it ends after " + (at - from) + " of " + (to - from) + " bytes");
                }
                at += size;
            }
        } finally {
            inflater.end();
        }
    }
}
