package dev.fermata.engine.postgres;

import java.io.ByteArrayOutputStream;

/** Writes numbers and bytes. A number is unsigned, seven bits a byte, the last byte without its top bit. */
final class RowWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    void number(int value) {
        int rest = value;
        while (rest > 0x7f || rest < 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    void bytes(byte[] bytes, int from, int to) {
        out.write(bytes, from, to - from);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
