package dev.fermata.processor.lower;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Accessor.Gives;
import dev.fermata.processor.graph.Code;
import java.util.EnumSet;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** Rewrites assignments to fields that only the user's class may name. The fields stay the bean's, not the run's. */
final class FieldWrites {

    private static final Set<TypeKind> NARROW = EnumSet.of(TypeKind.BYTE, TypeKind.SHORT, TypeKind.CHAR);

    private final Lowering lowering;
    private final TaskSource source;
    private final SourceSplicer splicer;
    private final MemberText members;
    private final TextEdits edits;

    FieldWrites(Lowering lowering, SourceSplicer splicer, MemberText members, TextEdits edits) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.splicer = splicer;
        this.members = members;
        this.edits = edits;
    }

    /** The field that is written, if only an accessor can. */
    private static @Nullable VariableElement field(Lowering lowering, TreePath target) {
        return lowering.source.element(target) instanceof VariableElement field
                        && field.getKind() == ElementKind.FIELD
                        && lowering.access.needsAccessor(field)
                ? field
                : null;
    }

    /** The beginning of a call that writes a field of the task's object; null if the target is no such field. */
    static @Nullable Code open(Lowering lowering, TreePath target) {
        VariableElement field = field(lowering, target);
        if (field == null) {
            return null;
        }
        boolean own = OperandList.isStatic(field)
                || target.getLeaf() instanceof IdentifierTree
                || (target.getLeaf() instanceof MemberSelectTree select
                        && select.getExpression() instanceof IdentifierTree name
                        && (name.getName().contentEquals("this")
                                || name.getName().contentEquals("super")));
        if (!own) {
            throw foreign(target.getLeaf(), field);
        }
        return Code.of(lowering.access.fieldWriter(field, Gives.ASSIGNED, target.getLeaf()) + "(" + receiver(field));
    }

    private static String receiver(VariableElement field) {
        return OperandList.isStatic(field) ? "" : MemberText.TARGET + ", ";
    }

    private static Refusal foreign(Tree at, VariableElement field) {
        return new Refusal(dev.fermata.processor.diagnostic.Code.FIELD_WRITE, at, field.getSimpleName());
    }

    /** Whether all of the assignment has been rewritten. */
    boolean assign(AssignmentTree tree, TreePath path) {
        TreePath target = AssignedVariables.path(path, tree.getVariable());
        VariableElement field = written(target);
        if (field == null) {
            return false;
        }
        String open = lowering.access.fieldWriter(field, Gives.ASSIGNED, tree) + "(";
        boolean narrow = NARROW.contains(field.asType().getKind());
        String cast = narrow ? "(" + TypeText.of(field.asType(), tree, "") + ") (" : "";
        ExpressionTree value = tree.getExpression();
        ExpressionTree object = object(target, field);
        if (object == null) {
            edits.replace(source.start(tree), source.start(value), Code.of(open + receiver(field) + cast));
        } else {
            edits.replace(source.start(tree), source.start(object), Code.of(open));
            splicer.scan(object, null);
            edits.replace(source.end(object), source.start(value), Code.of(", " + cast));
        }
        splicer.scan(value, null);
        edits.replace(source.end(value), source.end(tree), Code.of(narrow ? "))" : ")"));
        return true;
    }

    /** Whether all of the assignment has been rewritten. */
    boolean compound(CompoundAssignmentTree tree, TreePath path) {
        TreePath target = AssignedVariables.path(path, tree.getVariable());
        VariableElement field = written(target);
        if (field == null) {
            return false;
        }
        if (object(target, field) != null) {
            throw foreign(tree, field);
        }
        String text = lowering.access.fieldWriter(field, Gives.ASSIGNED, tree) + "(" + receiver(field) + "("
                + TypeText.of(field.asType(), tree, "") + ") (" + members.field(field, tree) + " "
                + AssignmentLowering.operator(tree) + " (";
        ExpressionTree value = tree.getExpression();
        edits.replace(source.start(tree), source.start(value), Code.of(text));
        splicer.scan(value, null);
        edits.replace(source.end(value), source.end(tree), Code.of(")))"));
        return true;
    }

    /** Whether all of {@code field++} has been rewritten. */
    boolean increment(UnaryTree tree, TreePath path) {
        TreePath target = AssignedVariables.path(path, tree.getExpression());
        VariableElement field = written(target);
        if (field == null) {
            return false;
        }
        boolean prefix = tree.getKind() == Tree.Kind.PREFIX_INCREMENT || tree.getKind() == Tree.Kind.PREFIX_DECREMENT;
        boolean up = tree.getKind() == Tree.Kind.PREFIX_INCREMENT || tree.getKind() == Tree.Kind.POSTFIX_INCREMENT;
        String open = lowering.access.fieldWriter(field, prefix ? Gives.SUM : Gives.OLD, tree) + "(";
        String by = up ? "1)" : "-1)";
        ExpressionTree object = object(target, field);
        if (object == null) {
            edits.replace(source.start(tree), source.end(tree), Code.of(open + receiver(field) + by));
        } else {
            edits.replace(source.start(tree), source.start(object), Code.of(open));
            splicer.scan(object, null);
            edits.replace(source.end(object), source.end(tree), Code.of(", " + by));
        }
        return true;
    }

    /** A class inside the copied text names its own fields itself. */
    private @Nullable VariableElement written(TreePath target) {
        VariableElement field = field(lowering, target);
        return field == null || members.accessible(field) != null ? null : field;
    }

    /** The expression for another object than the task's. */
    private @Nullable ExpressionTree object(TreePath target, VariableElement field) {
        if (!(target.getLeaf() instanceof MemberSelectTree select) || OperandList.isStatic(field)) {
            return null;
        }
        TreePath qualifier = TaskSource.sub(target, select.getExpression());
        boolean own = members.isTarget(select.getExpression(), qualifier)
                || select.getExpression().toString().equals("super");
        return own ? null : select.getExpression();
    }
}
