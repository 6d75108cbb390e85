package dev.fermata.processor.diagnostic;

import com.sun.source.tree.Tree;
import dev.fermata.processor.tree.AttributedClass;
import dev.fermata.processor.tree.CompilerHost;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Prints each refusal once, as {@code FERMATA-1003: … (OrderTasks.java:42)}, at its words in the user's file. */
public final class Reporter {

    private final CompilerHost host;
    private final Set<String> printed = new HashSet<>();

    public Reporter(CompilerHost host) {
        this.host = host;
    }

    /** Refuses a declaration. */
    public void report(Finding finding) {
        OptionalInt line = host.line(finding.element(), finding.annotation(), finding.value());
        String place = host.fileName(finding.element()) + (line.isPresent() ? ":" + line.getAsInt() : "");
        String message = located(finding.code(), place, finding.arguments().toArray());
        if (printed.add(message)) {
            host.print(Diagnostic.Kind.ERROR, message, finding.element(), finding.annotation(), finding.value());
        }
    }

    /** Refuses something, or warns of it, in the body of {@code method}, an element of the user's compilation. */
    public void report(Refusal refusal, AttributedClass type, Element method) {
        Tree at = refusal.at();
        if (refusal.isWarning() && isSuppressed(refusal.code(), method)) {
            return;
        }
        String place = host.fileName(method) + ":" + type.line(at);
        String message = located(refusal.code(), place, refusal.arguments());
        if (printed.add(message + type.span(at))) {
            Diagnostic.Kind kind = refusal.isWarning() ? Diagnostic.Kind.WARNING : Diagnostic.Kind.ERROR;
            host.print(kind, message, method, type.span(at));
        }
    }

    /** By {@code @SuppressWarnings} of the method or a class around it. */
    private static boolean isSuppressed(Code code, Element method) {
        for (Element at = method; at != null; at = at.getEnclosingElement()) {
            SuppressWarnings suppressed = at.getAnnotation(SuppressWarnings.class);
            if (suppressed != null && Arrays.asList(suppressed.value()).contains(code.id())) {
                return true;
            }
        }
        return false;
    }

    /** The place stands after the first sentence, which says what is wrong; how to mend it follows. */
    private static String located(Code code, String place, Object... arguments) {
        String sentence = code.sentence(arguments);
        int end = sentence.indexOf(". ");
        return end < 0
                ? sentence + " (" + place + ")"
                : sentence.substring(0, end) + " (" + place + ")" + sentence.substring(end);
    }
}
