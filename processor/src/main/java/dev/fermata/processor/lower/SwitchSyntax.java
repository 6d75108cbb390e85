package dev.fermata.processor.lower;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a {@code case} looks like, on compilers with and without patterns in it. */
final class SwitchSyntax {

    /** Final since Java 21; what older compilers have under these names is a preview. */
    private static final int PATTERNS_SINCE = 21;

    private static final Optional<Method> LABELS = method("getLabels");
    private static final Optional<Method> GUARD = method("getGuard");

    private SwitchSyntax() {}

    private static Optional<Method> method(String name) {
        try {
            return Runtime.version().feature() < PATTERNS_SINCE
                    ? Optional.empty()
                    : Optional.of(CaseTree.class.getMethod(name));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("The compiler's trees have no CaseTree." + name, e);
        }
    }

    private static Object invoke(Method method, CaseTree tree) {
        try {
            return method.invoke(tree);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read a case", e);
        }
    }

    /** The labels: constants, patterns, {@code default}. Empty for a plain {@code default}. */
    static List<Tree> labels(CaseTree tree) {
        List<Tree> labels = new ArrayList<>();
        if (LABELS.isPresent()) {
            for (Object label : (List<?>) invoke(LABELS.get(), tree)) {
                labels.add((Tree) label);
            }
        } else {
            labels.addAll(tree.getExpressions());
        }
        return labels;
    }

    static Optional<ExpressionTree> guard(CaseTree tree) {
        return GUARD.map(method -> (ExpressionTree) invoke(method, tree));
    }

    static boolean isRule(CaseTree tree) {
        return tree.getCaseKind() == CaseTree.CaseKind.RULE;
    }
}
