package dev.fermata.processor.lower;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * Copies the text of a tree that does not suspend, changing only what reads differently outside of the user's class:
 * {@code this} and members, variables kept in the machine, and jumps that leave the copied text.
 */
final class SourceSplicer extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Lowering lowering;
    private final TaskSource source;
    private final TreePath root;
    private final Map<Tree, Code> replacements;
    private final TextEdits edits;
    private final MemberText members;
    private final FieldWrites writes;
    private final JumpText jumps;
    private final CaptureAliases aliases;
    private final Map<Tree, Boolean> assignedOnly = new HashMap<>();
    private final Map<Integer, Variable> assignments = new LinkedHashMap<>();
    private final Map<Element, String> renamed = new HashMap<>();
    private final Deque<TypeElement> classes = new ArrayDeque<>();
    private @Nullable TreePath capturing;
    private @Nullable Tree suspension;
    private boolean bindsOutside = true;
    private boolean abrupt;

    SourceSplicer(Lowering lowering, TreePath root, Map<Tree, Code> replacements) {
        this.lowering = lowering;
        this.source = lowering.source;
        this.root = root;
        this.replacements = replacements;
        this.edits = new TextEdits(source);
        this.members = new MemberText(lowering, this, edits);
        this.writes = new FieldWrites(lowering, this, members, edits);
        this.jumps = new JumpText(lowering, this, edits, root);
        this.aliases = new CaptureAliases(source, root.getLeaf());
    }

    /** Allows the one step call that the text is the call of. */
    SourceSplicer calling(Tree call) {
        suspension = call;
        return this;
    }

    /** Adds text that is not the user's. */
    void insert(int at, String text) {
        edits.insert(at, Code.of(text));
    }

    private void rename(Element variable, String name) {
        renamed.put(variable, name);
    }

    /** Gives a binding another name, in its pattern and in the text; answers the assignment that copies it. */
    Code bind(VariableTree binding, VariableElement element) {
        rename(element, binding.getName() + PatternBindings.MARK);
        return lowering.patterns.copy(binding, element, edits);
    }

    /** For text in which bindings are renamed by hand. */
    SourceSplicer withoutBindings() {
        bindsOutside = false;
        return this;
    }

    Code splice() {
        abrupt |= EscapingJumps.mayNotComplete(root.getLeaf());
        scan(root, null);
        return finish(source.start(root.getLeaf()), source.end(root.getLeaf()));
    }

    /** The text of some children of the root, and what stands between them. */
    Code splice(Iterable<? extends Tree> children, int from, int to) {
        for (Tree child : children) {
            scan(new TreePath(root, child), null);
        }
        return finish(from, to);
    }

    private Code finish(int from, int to) {
        Code inserted = new Code();
        aliases.insertInto(edits, inserted);
        assignments.forEach((position, variable) -> {
            if (aliases.assignedWhileCopied(variable, position)) {
                throw new Refusal(
                        dev.fermata.processor.diagnostic.Code.CAPTURE_OF_ASSIGNED, root.getLeaf(), variable.name());
            }
        });
        Code code = edits.apply(from, to).add(inserted);
        assignments.values().forEach(code::define);
        return code;
    }

    /** Whether the copied statement may be unable to complete, so that text behind it would count as unreachable. */
    boolean abrupt() {
        return abrupt;
    }

    Deque<TypeElement> classes() {
        return classes;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
        if (tree == null) {
            return null;
        }
        Code replacement = replacements.get(tree);
        if (replacement != null) {
            edits.replace(source.start(tree), source.end(tree), replacement);
            return null;
        }
        abrupt |= EscapingJumps.mayNotComplete(tree);
        return source.synthetic(tree) ? null : super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
        Element element = source.element(getCurrentPath());
        if (element == null) {
            return null;
        }
        String name = renamed.get(element);
        if (name != null) {
            edits.replace(source.start(tree), source.end(tree), Code.of(name));
            return null;
        }
        Variable variable = lowering.variables.of(element);
        if (variable == null) {
            Object constant = element instanceof VariableElement local && element.getKind() != ElementKind.FIELD
                    ? local.getConstantValue()
                    : null;
            if (constant != null && lowering.isDroppedConstant(element)) {
                edits.replace(source.start(tree), source.end(tree), Code.of(lowering.literal(constant)));
                return null;
            }
            members.identifier(tree, getCurrentPath(), element);
            return null;
        }
        edits.replace(
                source.start(tree), source.end(tree), new Code().add(use(variable, !assignedOnly.containsKey(tree))));
        return null;
    }

    private Code.Use use(Variable variable, boolean read) {
        String alias = capturing == null ? null : aliases.alias(variable, capturing, lowering.nextAlias());
        return new Code.Use(variable, alias, read);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
        return members.select(tree, getCurrentPath()) ? null : scan(tree.getExpression(), null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
        if (tree != suspension
                && source.element(getCurrentPath()) instanceof ExecutableElement method
                && lowering.finder.suspends(method)) {
            throw new Refusal(
                    classes.isEmpty()
                            ? dev.fermata.processor.diagnostic.Code.STEP_IN_LAMBDA
                            : dev.fermata.processor.diagnostic.Code.STEP_IN_CLASS,
                    tree,
                    method.getSimpleName());
        }
        if (PinnedLabels.isLabelCall(source, getCurrentPath())) {
            throw new Refusal(
                    dev.fermata.processor.diagnostic.Code.LABEL_PINS_NOTHING,
                    tree,
                    source.text(tree.getArguments().get(0)));
        }
        scan(tree.getTypeArguments(), null);
        members.call(tree, getCurrentPath(), tree == suspension);
        scan(tree.getArguments(), null);
        return null;
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void unused) {
        return members.reference(tree, getCurrentPath()) ? null : super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
        scan(tree.getEnclosingExpression(), null);
        if (!members.creation(tree, getCurrentPath())) {
            scan(tree.getIdentifier(), null);
        }
        scan(tree.getTypeArguments(), null);
        passCaptured(tree);
        scan(tree.getArguments(), null);
        if (tree.getClassBody() != null) {
            visitClass(tree.getClassBody());
        }
        return null;
    }

    private void passCaptured(NewClassTree tree) {
        List<Variable> captured = lowering.localTypes.captured(source.element(getCurrentPath()));
        Code arguments = new Code();
        for (int i = 0; i < captured.size(); i++) {
            boolean last = i == captured.size() - 1 && tree.getArguments().isEmpty();
            arguments.add(use(captured.get(i), true)).add(last ? "" : ", ");
        }
        if (!captured.isEmpty()) {
            edits.insert(source.unit().text().indexOf('(', source.end(tree.getIdentifier())) + 1, arguments);
        }
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        if (tree.getExtendsClause() != null && source.element(getCurrentPath()) instanceof TypeElement type) {
            members.requireConstructor(type, tree.getExtendsClause(), -1);
        }
        scan(tree.getTypeParameters(), null);
        scan(tree.getExtendsClause(), null);
        scan(tree.getImplementsClause(), null);
        visitClass(tree);
        return null;
    }

    private void visitClass(ClassTree tree) {
        TreePath outer = capturing;
        TreePath here = getCurrentPath();
        TreePath path = here.getLeaf() == tree ? here : new TreePath(here, tree);
        if (outer == null) {
            capturing = here;
        }
        boolean entered = source.element(path) instanceof TypeElement;
        if (source.element(path) instanceof TypeElement element) {
            classes.push(element);
        }
        for (Tree member : tree.getMembers()) {
            boolean constructor = member instanceof MethodTree method
                    && method.getName().contentEquals("<init>")
                    && tree.getSimpleName().isEmpty();
            if (!constructor && !source.synthetic(member)) {
                scan(new TreePath(path, member), null);
            }
        }
        if (entered) {
            classes.pop();
        }
        capturing = outer;
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
        TreePath outer = capturing;
        if (outer == null) {
            capturing = getCurrentPath();
        }
        super.visitLambdaExpression(tree, null);
        capturing = outer;
        return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
        if (!source.unit().untyped().contains(tree)) {
            scan(tree.getType(), null);
        }
        scan(tree.getInitializer(), null);
        return null;
    }

    @Override
    public @Nullable Void visitInstanceOf(InstanceOfTree tree, @Nullable Void unused) {
        scan(tree.getExpression(), null);
        Tree tested = tree.getPattern() != null ? tree.getPattern() : tree.getType();
        if (bindsOutside && capturing == null) {
            Code tail = lowering.patterns.bindOutside(tree, root, edits);
            if (!tail.parts().isEmpty()) {
                edits.surround(source.start(tree), source.end(tree), Code.of("("), tail.add(")"));
            }
        }
        scan(tested, null);
        return null;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
        if (writes.assign(tree, getCurrentPath())) {
            return null;
        }
        assigns(tree.getVariable(), tree, true);
        return super.visitAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitCompoundAssignment(CompoundAssignmentTree tree, @Nullable Void unused) {
        if (writes.compound(tree, getCurrentPath())) {
            return null;
        }
        assigns(tree.getVariable(), tree, false);
        return super.visitCompoundAssignment(tree, null);
    }

    @Override
    public @Nullable Void visitUnary(UnaryTree tree, @Nullable Void unused) {
        if (AssignedVariables.increments(tree)) {
            if (writes.increment(tree, getCurrentPath())) {
                return null;
            }
            assigns(tree.getExpression(), tree, false);
        }
        return super.visitUnary(tree, null);
    }

    private void assigns(ExpressionTree target, Tree at, boolean plain) {
        ExpressionTree inner = AssignedVariables.strip(target);
        TreePath path = AssignedVariables.path(getCurrentPath(), target);
        Element element = source.element(path);
        Variable variable = lowering.variables.of(element);
        if (variable != null) {
            if (plain) {
                assignedOnly.put(inner, true);
            }
            assignments.put(source.start(at), variable);
        }
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
        if (capturing != null) {
            return super.visitReturn(tree, null);
        }
        abrupt = true;
        jumps.returns(tree);
        return null;
    }

    @Override
    public @Nullable Void visitBreak(BreakTree tree, @Nullable Void unused) {
        abrupt |= capturing == null && jumps.breaks(tree, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitContinue(ContinueTree tree, @Nullable Void unused) {
        abrupt |= capturing == null && jumps.continues(tree, getCurrentPath());
        return null;
    }

    @Override
    public @Nullable Void visitYield(YieldTree tree, @Nullable Void unused) {
        if (capturing != null || !jumps.yields(tree, getCurrentPath())) {
            return super.visitYield(tree, null);
        }
        abrupt = true;
        return null;
    }
}
