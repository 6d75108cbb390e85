package dev.fermata.engine.codec;

import java.util.List;

/**
 * What a codec accepts.
 *
 * @param maxBytes most bytes of one payload, one result, or one component of a frame. Default: 8 MiB.
 * @param maxDepth most nested objects and arrays. Default: 500.
 * @param allowedPackages packages whose classes may stand in a variable of an open type ({@code Object}, {@code
 *     List<?>}) beside those of the task and of the declared types; sub-packages are included. Default: none.
 */
public record CodecLimits(int maxBytes, int maxDepth, List<String> allowedPackages) {

    public static final CodecLimits DEFAULT = new CodecLimits(8 << 20, 500, List.of());

    public CodecLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxDepth > 1000) {
            throw new IllegalArgumentException("maxBytes must be at least 1 and maxDepth 1 to 1000, but they are "
                    + maxBytes + " and " + maxDepth);
        }
        allowedPackages = List.copyOf(allowedPackages);
    }
}
