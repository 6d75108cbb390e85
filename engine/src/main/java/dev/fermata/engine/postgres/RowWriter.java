package dev.fermata.engine.postgres;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes numbers and bytes. A number is unsigned, seven bits a byte, the last byte without its top bit. */
final class RowWriter {

    private static final int ALL_EQUAL = 0;
    private static final int EACH = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    void number(int value) {
        int rest = value;
        while (rest > 0x7f || rest < 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Numbers whose count the reader knows; cheap when they are all equal. */
    void numbers(int[] values) {
        if (values.length == 0) {
            return;
        }
        boolean areEqual = Arrays.stream(values).allMatch(value -> value == values[0]);
        number(areEqual ? ALL_EQUAL : EACH);
        for (int i = 0; i < (areEqual ? 1 : values.length); i++) {
            number(values[i]);
        }
    }

    /** The bytes from {@code from} on. */
    void bytes(byte[] bytes, int from) {
        out.write(bytes, from, bytes.length - from);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
