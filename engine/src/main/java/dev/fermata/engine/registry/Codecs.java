package dev.fermata.engine.registry;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.FrameCodec;
import dev.fermata.engine.codec.PayloadCodec;
import dev.fermata.engine.codec.ResultCodec;

/** The codecs that all tasks of a registry share; they remember the classes they have seen. */
record Codecs(FrameCodec frames, PayloadCodec payloads, ResultCodec results, FailureCodec failures) {

    static Codecs with(CodecLimits limits) {
        return new Codecs(
                new FrameCodec(limits), new PayloadCodec(limits), new ResultCodec(limits), new FailureCodec());
    }
}
