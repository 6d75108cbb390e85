package dev.fermata.processor.lower;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells suspending calls apart that stand in blocks of the same kinds and call the same step. One that is alone is {@code
 * reserve#1}. Several carry their arguments, {@code reserve(first)#1} and {@code reserve(second)#1}, and where these are
 * the same too, a digest of what the blocks around them say: a run that stands at one of them stays there when calls
 * change places. Only calls that say the same in every word are numbered, and of those it does not matter which is which.
 */
final class Alike {

    private record Call(TreePath path, String name) {}

    private final TaskSource source;
    private final List<Call> calls = new ArrayList<>();

    Alike(TaskSource source) {
        this.source = source;
    }

    /** Adds a call; they come in the order of evaluation. */
    void add(TreePath path, String name) {
        calls.add(new Call(path, name));
    }

    void label(Map<Tree, String> labels) {
        Map<String, Integer> ordinals = new HashMap<>();
        for (Map.Entry<String, List<Call>> group : by(calls, Call::name).entrySet()) {
            List<Call> same = group.getValue();
            if (same.size() == 1) {
                labels.put(same.get(0).path().getLeaf(), group.getKey() + "#1");
                continue;
            }
            by(same, call -> arguments(call.path())).forEach((words, alike) -> {
                for (Call call : alike) {
                    String around = alike.size() == 1 ? "" : around(call.path());
                    String name = group.getKey() + "(" + words + around + ")";
                    labels.put(call.path().getLeaf(), name + "#" + ordinals.merge(name, 1, Integer::sum));
                }
            });
        }
    }

    private static Map<String, List<Call>> by(List<Call> calls, Function<Call, String> key) {
        return calls.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private String arguments(TreePath path) {
        MethodInvocationTree call = (MethodInvocationTree) path.getLeaf();
        String arguments = source.text(source.arguments(call), source.end(call) - 1);
        return call.getMethodSelect() instanceof MemberSelectTree select && !isThis(select.getExpression())
                ? Words.digest(source.text(select.getExpression()) + "." + arguments)
                : Words.of(arguments);
    }

    private static boolean isThis(Tree tree) {
        return tree instanceof IdentifierTree name && name.getName().contentEquals("this");
    }

    /** A digest of the heads of all statements around; empty where there are none. */
    private String around(TreePath path) {
        StringBuilder heads = new StringBuilder();
        for (TreePath at = path.getParentPath(); at != null && at.getLeaf() != source.declaration(); ) {
            heads.append(head(at.getLeaf())).append('/');
            at = at.getParentPath();
        }
        String words = heads.toString().replaceAll("\\s+|/", "");
        return words.isEmpty() ? "" : Words.digest(words);
    }

    private String head(Tree tree) {
        if (tree instanceof IfTree it) {
            return source.text(it.getCondition());
        } else if (tree instanceof WhileLoopTree it) {
            return source.text(it.getCondition());
        } else if (tree instanceof DoWhileLoopTree it) {
            return source.text(it.getCondition());
        } else if (tree instanceof ForLoopTree it) {
            return source.text(source.start(it), source.start(it.getStatement()));
        } else if (tree instanceof EnhancedForLoopTree it) {
            return source.text(it.getVariable()) + ":" + source.text(it.getExpression());
        } else if (tree instanceof SwitchTree it) {
            return source.text(it.getExpression());
        } else if (tree instanceof CatchTree it) {
            return source.text(it.getParameter());
        }
        return "";
    }
}
