package dev.fermata.processor.model;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Types as frames store them: binary names, arguments apart by semicolons. What the engine reads from a machine's fields. */
public final class StoredType {

    private static final Pattern NAME =
            Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}.]*");

    private StoredType() {}

    /** @param text a type as a declaration names it, fully qualified */
    public static String of(String text, Elements elements) {
        return of(text, name -> {
            TypeElement type = elements.getTypeElement(name);
            return type == null ? name : elements.getBinaryName(type).toString();
        });
    }

    /** @param binary answers the binary name of a type, and every other word as it is */
    public static String of(String text, UnaryOperator<String> binary) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(binary.apply(name.group())))
                .replace(", ", ";");
    }
}
