package dev.fermata.processor.tree;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** {@code Elements.getFileObjectOf}, which is there since JDK 18: the file a type was read from. */
final class FileObjects {

    private static final @Nullable Method FILE_OBJECT_OF = find();

    private FileObjects() {}

    static boolean available() {
        return FILE_OBJECT_OF != null;
    }

    static Optional<JavaFileObject> of(Elements elements, Element element) {
        if (FILE_OBJECT_OF == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable((JavaFileObject) FILE_OBJECT_OF.invoke(elements, element));
        } catch (IllegalAccessException | InvocationTargetException e) {
            // a compiler that does not keep files answers UnsupportedOperationException
            return Optional.empty();
        }
    }

    private static @Nullable Method find() {
        try {
            return Elements.class.getMethod("getFileObjectOf", Element.class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
