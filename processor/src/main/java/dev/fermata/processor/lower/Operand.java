package dev.fermata.processor.lower;

import com.sun.source.util.TreePath;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A sub-expression that is evaluated before its parent.
 *
 * @param unboxed the primitive type its value is converted to as soon as it is evaluated; null for no conversion
 * @param receiver whether a method is called on it
 */
record Operand(TreePath path, @Nullable TypeMirror unboxed, boolean receiver) {

    static Operand plain(TreePath path) {
        return new Operand(path, null, false);
    }
}
