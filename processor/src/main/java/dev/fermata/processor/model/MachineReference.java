package dev.fermata.processor.model;

import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * How generated code reaches the machine of a helper or branch: by a method of the catalog of the class that declares it.
 * A helper's names follow from its signature alone, so that a class file of another module is enough to know them.
 *
 * @param packageName of the class; empty for the unnamed package
 * @param catalog simple name of the catalog, {@code Outer$Inner$Fermata}
 * @param accessor name of the catalog's methods for this machine
 */
public record MachineReference(String packageName, String catalog, String accessor) {

    public static MachineReference of(ExecutableElement helper, Types types, Elements elements) {
        TypeElement owner = (TypeElement) Objects.requireNonNull(helper.getEnclosingElement());
        String accessor = helper.getParameters().stream()
                .map(parameter -> word(types.erasure(parameter.asType())))
                .collect(Collectors.joining("$", helper.getSimpleName() + "$", ""));
        return of(owner, accessor, elements);
    }

    /** @param accessor of a branch, the simple name of its machine */
    public static MachineReference of(TypeElement owner, String accessor, Elements elements) {
        String home = elements.getPackageOf(owner).getQualifiedName().toString();
        String binary = elements.getBinaryName(owner).toString();
        return new MachineReference(
                home, (home.isEmpty() ? binary : binary.substring(home.length() + 1)) + "$Fermata", accessor);
    }

    /** The catalog as a class of {@code from} may name it. */
    public String catalogSeenFrom(String from) {
        return packageName.isEmpty() || packageName.equals(from) ? catalog : packageName + "." + catalog;
    }

    private static String word(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return word(array.getComponentType()) + "_";
        }
        return type.getKind() == TypeKind.DECLARED
                ? ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .toString()
                        .replace('.', '_')
                : type.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }
}
