package dev.fermata.processor.lower;

import com.sun.source.util.TreePath;
import dev.fermata.processor.graph.Variable;
import java.util.Map;
import javax.lang.model.element.Element;

/** Refuses what branches would share and could change. */
final class CaptureRules {

    private CaptureRules() {}

    static void check(Lowering lowering, TreePath branch, Map<Element, Variable> captured) {}
}
