package dev.fermata.processor.emit;

import dev.fermata.processor.graph.LocalType;
import dev.fermata.processor.graph.TaskGraph;
import dev.fermata.processor.model.AttributedTask;
import dev.fermata.processor.model.StoredType;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Names the types of a machine's variables as frames store them; local types of the method are members of the machine. */
final class StoredTypes {

    private final Elements elements;
    private final TaskGraph graph;
    private final String machine;

    StoredTypes(AttributedTask task, TaskGraph graph) {
        this.elements = task.unit().elements();
        this.graph = graph;
        String home = elements.getPackageOf(task.owner()).getQualifiedName().toString();
        this.machine = (home.isEmpty() ? "" : home + ".") + task.machineName();
    }

    /** @param typeText a type as it is written in the machine */
    String of(String typeText) {
        return StoredType.of(typeText, this::binary);
    }

    private String binary(String name) {
        for (LocalType local : graph.localTypes()) {
            if (declares(local, name)) {
                return machine + "$" + name;
            }
        }
        TypeElement type = elements.getTypeElement(name);
        return type == null ? name : elements.getBinaryName(type).toString();
    }

    private static boolean declares(LocalType local, String name) {
        return Pattern.compile("\\b(class|record|enum|interface)\\s+" + Pattern.quote(name) + "\\b")
                .matcher(CodeText.of(local.text(), ""))
                .find();
    }
}
