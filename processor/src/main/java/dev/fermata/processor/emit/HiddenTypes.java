package dev.fermata.processor.emit;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.AttributedUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.UnionType;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Whether a method deals with types that only its own file may name, be it that no more than an expression has one:
 * private ones, and top-level classes beside the one that the file is named after, which javac warns about wherever
 * another file mentions them, and lets no annotation silence.
 */
final class HiddenTypes extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private static final int DEEPEST = 6;

    private final AttributedUnit unit;
    private final Set<String> auxiliary = new HashSet<>();
    private boolean found;

    private HiddenTypes(AttributedUnit unit) {
        this.unit = unit;
        String file = unit.tree().getSourceFile().getName();
        String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
        for (Tree type : unit.tree().getTypeDecls()) {
            if (type instanceof ClassTree declared && !declared.getSimpleName().contentEquals(name)) {
                auxiliary.add(declared.getSimpleName().toString());
            }
        }
    }

    static boolean in(AttributedTask task) {
        HiddenTypes types = new HiddenTypes(task.unit());
        types.look(task.path());
        types.scan(task.path(), null);
        return types.found;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        if (tree != null && !found) {
            look(new TreePath(getCurrentPath(), tree));
        }
        return found ? null : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (!unit.untyped().contains(tree)) {
            scan(tree.getType(), null);
        }
        return scan(tree.getInitializer(), null);
    }

    private void look(TreePath path) {
        Element element = unit.trees().getElement(path);
        TypeMirror type = unit.trees().getTypeMirror(path);
        found = (type != null && isHidden(type, 0))
                || (element instanceof TypeElement named && isHidden(named))
                || (element instanceof VariableElement variable && isHidden(variable.asType(), 0))
                || (element instanceof ExecutableElement method
                        && (isHidden(method.asType(), 0)
                                || (method.getEnclosingElement() instanceof TypeElement owner && isHidden(owner))));
    }

    private boolean isHidden(TypeElement type) {
        for (Element around = type; around != null; around = around.getEnclosingElement()) {
            if (around instanceof TypeElement && around.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
            if (around instanceof TypeElement outermost
                    && outermost.getNestingKind() == NestingKind.TOP_LEVEL
                    && auxiliary.contains(outermost.getSimpleName().toString())) {
                return unit.elements()
                        .getPackageOf(outermost)
                        .getQualifiedName()
                        .toString()
                        .equals(home());
            }
        }
        return false;
    }

    private String home() {
        return unit.tree().getPackageName() == null
                ? ""
                : unit.tree().getPackageName().toString();
    }

    private boolean isHidden(TypeMirror type, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        if (type instanceof ArrayType array) {
            return isHidden(array.getComponentType(), depth + 1);
        }
        if (type instanceof WildcardType wildcard) {
            return (wildcard.getExtendsBound() != null && isHidden(wildcard.getExtendsBound(), depth + 1))
                    || (wildcard.getSuperBound() != null && isHidden(wildcard.getSuperBound(), depth + 1));
        }
        if (type instanceof TypeVariable variable) {
            return isHidden(variable.getUpperBound(), depth + 1);
        }
        if (type instanceof IntersectionType intersection) {
            return anyHidden(intersection.getBounds(), depth);
        }
        if (type instanceof UnionType union) {
            return anyHidden(union.getAlternatives(), depth);
        }
        if (type instanceof ExecutableType method) {
            return isHidden(method.getReturnType(), depth + 1)
                    || anyHidden(method.getParameterTypes(), depth)
                    || anyHidden(method.getThrownTypes(), depth);
        }
        return type.getKind() == TypeKind.DECLARED
                && type instanceof DeclaredType declared
                && (isHidden((TypeElement) declared.asElement()) || anyHidden(declared.getTypeArguments(), depth));
    }

    private boolean anyHidden(List<? extends TypeMirror> types, int depth) {
        return types.stream().anyMatch(type -> isHidden(type, depth + 1));
    }
}
