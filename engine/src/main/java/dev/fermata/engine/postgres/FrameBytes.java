package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame's components as the bytes of one column: a format byte, the number of components, and for each the number of
 * its variables, their names, and its value. Lengths are unsigned, seven bits a byte, the last byte without its top bit.
 */
final class FrameBytes {

    private static final int FORMAT = 1;

    private FrameBytes() {}

    static byte[] write(List<Component> components) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(FORMAT);
        writeLength(out, components.size());
        for (Component component : components) {
            writeLength(out, component.variables().size());
            for (String variable : component.variables()) {
                writeBytes(out, variable.getBytes(StandardCharsets.UTF_8));
            }
            writeBytes(out, component.bytes());
        }
        return out.toByteArray();
    }

    static StoredFrame read(String label, String phase, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("FERMATA-5006: the frame at '" + label + "' has format " + format
                    + ", this build reads only " + FORMAT + ". Deploy the build that wrote it, or a newer one.");
        }
        List<Component> components = new ArrayList<>();
        for (int left = readLength(in); left > 0; left--) {
            List<String> variables = new ArrayList<>();
            for (int names = readLength(in); names > 0; names--) {
                variables.add(new String(readBytes(in), StandardCharsets.UTF_8));
            }
            components.add(new Component(variables, readBytes(in)));
        }
        return new StoredFrame(label, phase, components);
    }

    private static void writeBytes(ByteArrayOutputStream out, byte[] bytes) {
        writeLength(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        int rest = length;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[readLength(in)];
        in.get(bytes);
        return bytes;
    }

    private static int readLength(ByteBuffer in) {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.get();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return length;
    }
}
