package dev.fermata.processor.tree;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.model.AttributedUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Attributes every type of a compilation in isolation. */
public final class AttributionProbe extends AbstractProcessor {

    private final List<String> errors = new ArrayList<>();
    private final List<String> untyped = new ArrayList<>();
    private final Set<AttributedUnit> files = new HashSet<>();

    public List<String> errors() {
        return errors;
    }

    /** Calls that have no type in the copy. */
    public List<String> untypedExpressions() {
        return untyped;
    }

    public int files() {
        return files.size();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> types = ElementFilter.typesIn(round.getRootElements());
        if (types.isEmpty()) {
            return false;
        }
        CompilerHost host = CompilerHost.of(processingEnv);
        try (IsolatedAttribution attribution = IsolatedAttribution.of(host, types)) {
            for (AttributedClass type : attribution.classes()) {
                errors.addAll(type.errorsOfTheFile());
                if (files.add(type.unit())) {
                    scan(type.unit());
                }
            }
        }
        return false;
    }

    private void scan(AttributedUnit unit) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
                Element method = unit.trees().getElement(new TreePath(getCurrentPath(), call.getMethodSelect()));
                TypeMirror type = unit.trees().getTypeMirror(getCurrentPath());
                if (method == null || type == null || type.getKind() == TypeKind.ERROR) {
                    untyped.add(unit.tree().getSourceFile().getName() + ":" + unit.line(call) + " " + call);
                }
                return super.visitMethodInvocation(call, null);
            }
        }.scan(unit.tree(), null);
    }
}
