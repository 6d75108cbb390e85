package dev.fermata.engine.postgres;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what a {@link RowWriter} wrote. */
final class RowReader {

    /** Damaged bytes must not ask for more memory than there is; equal numbers stand for many. */
    private static final int MOST_NUMBERS = 1 << 20;

    private final ByteBuffer in;

    RowReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    int number() {
        int value = 0;
        int shift = 0;
        int next;
        do {
            next = in.get();
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    int[] numbers(int count) {
        if (count < 0 || count > MOST_NUMBERS) {
            throw new IllegalStateException(count + " numbers are more than a row can have");
        }
        int[] values = new int[count];
        if (count == 0) {
            return values;
        }
        boolean areEqual = number() == 0;
        Arrays.setAll(values, i -> areEqual && i > 0 ? values[0] : number());
        return values;
    }

    byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalStateException(length + " bytes are more than the row has left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    boolean isAtEnd() {
        return !in.hasRemaining();
    }
}
