package dev.fermata.engine.postgres;

import java.nio.ByteBuffer;

/** Reads what a {@link RowWriter} wrote. */
final class RowReader {

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

    byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalStateException(length + " bytes are more than the row has left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }
}
