package dev.fermata.processor.tree;

import com.sun.source.util.Trees;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The compiler that runs us: the text of its source files, where its types come from, and a place to report. */
public abstract class CompilerHost {

    private final ProcessingEnvironment environment;
    private final Set<String> roots = new HashSet<>();

    CompilerHost(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    /** The host of an environment, however a build tool has wrapped it. */
    public static CompilerHost of(ProcessingEnvironment environment) {
        ProcessingEnvironment unwrapped = EnvironmentUnwrapper.unwrap(environment);
        try {
            return new JavacHost(environment, unwrapped, Trees.instance(unwrapped));
        } catch (IllegalArgumentException | LinkageError e) {
            // not javac, or one that is hidden too well
            return new ElementsHost(environment);
        }
    }

    /** Whether source texts can be read at all. */
    public abstract boolean readsSources();

    /** What writes files and messages: never the unwrapped one, whose output a build tool could not follow. */
    ProcessingEnvironment environment() {
        return environment;
    }

    /** What reads files. */
    ProcessingEnvironment reading() {
        return environment;
    }

    Elements elements() {
        return environment.getElementUtils();
    }

    /**
     * Whether this runtime has a javac; a plain JRE under ECJ has none. Asked here, since {@link IsolatedAttribution} cannot
     * even be linked without.
     */
    public static boolean hasJavac() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /** Remembers what a round brings: its types are known to be sources without looking into them. */
    public final void entered(Collection<? extends Element> roundRoots) {
        ElementFilter.typesIn(new HashSet<>(roundRoots))
                .forEach(type -> roots.add(type.getQualifiedName().toString()));
    }

    /** Whether a type of the package is compiled in this run. */
    final boolean hasRootIn(String packageName) {
        int length = packageName.length();
        return roots.stream()
                .anyMatch(name -> length == 0
                        ? name.indexOf('.') < 0
                        : name.startsWith(packageName) && name.lastIndexOf('.') == length);
    }

    final boolean isRoot(String qualifiedName) {
        return roots.contains(qualifiedName);
    }

    /**
     * Whether the type is compiled in this run, and not read from a class file. To find out, the compiler may read the
     * class file, and then complains about what that one mentions.
     */
    public abstract boolean isSource(TypeElement type);

    /** The file a type of this run stands in. */
    abstract Optional<SourceText> source(TypeElement type);

    /** The line of an element, or of one of its annotations or their values, where the host knows it. */
    public abstract OptionalInt line(
            Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value);

    /** The simple name of the file an element stands in. */
    public final String fileName(Element element) {
        TypeElement outermost = outermost(element);
        return source(outermost)
                .map(SourceText::name)
                .orElseGet(() -> outermost.getSimpleName().toString() + ".java");
    }

    /** By outermost class, then line: of two that collide, the later one is to blame, in whichever order they come. */
    public final Comparator<Element> sourceOrder() {
        return Comparator.<Element, String>comparing(
                        element -> outermost(element).getQualifiedName().toString())
                .thenComparing(element -> line(element, null, null).orElse(0));
    }

    /** Prints a message at an element, or one of its annotations or their values. */
    public final void print(
            Diagnostic.Kind kind,
            String message,
            Element element,
            @Nullable AnnotationMirror annotation,
            @Nullable AnnotationValue value) {
        environment.getMessager().printMessage(kind, message, element, annotation, value);
    }

    /** Prints a message at a place in the body of an element. */
    public abstract void print(Diagnostic.Kind kind, String message, Element element, Span span);

    static TypeElement outermost(Element element) {
        for (Element at = element; at != null; at = at.getEnclosingElement()) {
            if (at instanceof TypeElement type && !type.getNestingKind().isNested()) {
                return type;
            }
        }
        throw new IllegalArgumentException(element + " stands in no class");
    }
}
