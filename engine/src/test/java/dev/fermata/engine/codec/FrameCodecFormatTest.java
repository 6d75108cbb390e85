package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What has no part in a frame: Java serialization, and types that a text names by itself. */
class FrameCodecFormatTest {

    /** Its hooks of Java serialization would throw. */
    @SuppressWarnings({"DoNotCallSuggester", "unused"}) // called by nobody
    static final class Serialized implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String text;

        Serialized(String text) {
            this.text = text;
        }

        private void writeObject(java.io.ObjectOutputStream out) {
            throw new IllegalStateException("serialized " + out);
        }

        private void readObject(java.io.ObjectInputStream in) {
            throw new IllegalStateException("deserialized " + in);
        }

        Object writeReplace() {
            throw new IllegalStateException("replaced");
        }

        Object readResolve() {
            throw new IllegalStateException("resolved");
        }
    }

    @Test
    void javaSerializationHasNoPart() {
        assertThat(((Serialized) Frames.back(Serializable.class, new Serialized("x"))).text)
                .isEqualTo("x");
    }

    @Test
    void aMapThatLooksLikeATypedObjectOfJacksonIsAMap() {
        Map<String, Object> map = Map.of("@class", "java.lang.Thread", "@c", ".Thread", "text", "x");
        assertThat(Frames.back(Object.class, map)).isEqualTo(map);
    }
}
