package dev.fermata.processor.emit;

import java.util.Map;
import javax.lang.model.element.TypeElement;

/** Compiles sources that the user's compiler would refuse, because they name private types of a task class. */
@FunctionalInterface
public interface ClassCompiler {

    /**
     * Compiles what is generated from a class as if its private types, and those of the classes around it, were not.
     * The class files are right all the same: to the virtual machine, a private nested class is one of its package.
     *
     * @param sources by qualified name
     * @param seen sources that those mention and that do not exist yet, by qualified name; they are not compiled
     * @return class files by binary name
     */
    Map<String, byte[]> compile(TypeElement taskClass, Map<String, String> sources, Map<String, String> seen);
}
