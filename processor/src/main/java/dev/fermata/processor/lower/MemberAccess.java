package dev.fermata.processor.lower;

import com.sun.source.tree.Tree;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Refusal;
import dev.fermata.processor.graph.Accessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * How the machine, a class of its own in the user's package, names members of the user's class: directly where Java
 * allows it, otherwise through an accessor of the same parameter list.
 */
final class MemberAccess {

    private final TaskSource source;
    private final Map<Element, Accessor> accessors = new LinkedHashMap<>();
    private final Map<Element, Accessor> superMethods = new LinkedHashMap<>();
    private final Map<String, Accessor> writers = new LinkedHashMap<>();

    MemberAccess(TaskSource source) {
        this.source = source;
    }

    Collection<Accessor> accessors() {
        List<Accessor> all = new ArrayList<>(accessors.values());
        all.addAll(superMethods.values());
        all.addAll(writers.values());
        return all;
    }

    /** Whether the member is one of the task's object, or of its class and the classes around it. */
    boolean ofTask(Element member) {
        if (!(member.getEnclosingElement() instanceof TypeElement type)) {
            return false;
        }
        return inheritedByOwner(type) || (member.getModifiers().contains(Modifier.STATIC) && surroundsOwner(type));
    }

    boolean inheritedByOwner(TypeElement type) {
        return subclass(source.owner(), type);
    }

    boolean subclass(TypeElement type, TypeElement parent) {
        return source.unit()
                .types()
                .isSubtype(
                        source.unit().types().erasure(type.asType()),
                        source.unit().types().erasure(parent.asType()));
    }

    private boolean surroundsOwner(TypeElement type) {
        for (Element around = source.owner(); around instanceof TypeElement; around = around.getEnclosingElement()) {
            if (around.equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** The class through which a static member is named: never a qualified name, which a variable could hide. */
    String staticOwner(Element member) {
        TypeElement type = declaring(member);
        return inheritedByOwner(type) ? simplePath(source.owner()) : simplePath(type);
    }

    /** The class name to put before the simple name of a member type; empty when the simple name is visible as it is. */
    String typeQualifier(TypeElement type) {
        for (Element around = source.owner();
                around instanceof TypeElement outer;
                around = around.getEnclosingElement()) {
            if (source.unit().elements().getAllMembers(outer).contains(type)) {
                return simplePath(outer) + ".";
            }
        }
        return "";
    }

    /** {@code Outer.Nested} of a class in the task's package, the qualified name of any other. */
    private String simplePath(TypeElement type) {
        Elements elements = source.unit().elements();
        String name = type.getQualifiedName().toString();
        String home = elements.getPackageOf(source.owner()).getQualifiedName().toString();
        return !home.isEmpty() && elements.getPackageOf(type).getQualifiedName().contentEquals(home)
                ? name.substring(home.length() + 1)
                : name;
    }

    boolean needsAccessor(Element member) {
        if (!(member.getEnclosingElement() instanceof TypeElement)) {
            return false;
        }
        Set<Modifier> modifiers = member.getModifiers();
        Elements elements = source.unit().elements();
        return modifiers.contains(Modifier.PRIVATE)
                || (modifiers.contains(Modifier.PROTECTED)
                        && !elements.getPackageOf(member).equals(elements.getPackageOf(source.owner())));
    }

    String fieldAccessor(VariableElement field, Tree at) {
        requireVisible(field.asType(), at);
        return accessors
                .computeIfAbsent(field, key -> {
                    String name = "$" + field.getSimpleName() + "$" + accessors.size();
                    return new Accessor.Field(
                            name,
                            site(field, at),
                            field.getModifiers().contains(Modifier.VOLATILE),
                            typeParameters(foreign(field), at),
                            TypeText.of(
                                    field.asType(), at, field.getSimpleName().toString()),
                            erased(field.asType(), at));
                })
                .name();
    }

    /** The method that writes a field. */
    String fieldWriter(VariableElement field, Accessor.Gives gives, Tree at) {
        String reader = fieldAccessor(field, at);
        String name = reader + "$" + gives.name().toLowerCase(Locale.ROOT);
        TypeMirror number = source.unboxed(field.asType());
        writers.computeIfAbsent(
                name,
                key -> new Accessor.Writer(
                        name,
                        (Accessor.Field) Objects.requireNonNull(accessors.get(field)),
                        gives,
                        TypeText.of(number == null ? field.asType() : number, at, name)));
        return name;
    }

    /** For a method that the owner inherits or overrides, called through {@code super}. */
    String superAccessor(ExecutableElement method, Tree at) {
        return superMethods
                .computeIfAbsent(method, key -> {
                    TypeElement owner = source.owner();
                    return new Accessor.Method(
                            "$super$" + method.getSimpleName() + "$" + superMethods.size(),
                            new Accessor.Site(
                                    owner.getQualifiedName().toString(),
                                    TypeText.of(owner.asType(), at, "super"),
                                    method.getSimpleName().toString(),
                                    false,
                                    declaring(method).getQualifiedName().toString()),
                            signature(method, at));
                })
                .name();
    }

    String methodAccessor(ExecutableElement method, Tree at) {
        return accessors
                .computeIfAbsent(method, key -> {
                    String name = "$" + method.getSimpleName() + "$" + accessors.size();
                    return new Accessor.Method(name, site(method, at), signature(method, at));
                })
                .name();
    }

    /** Whether a constructor is one that only its class and those around it may call, and not a class of the method. */
    boolean needsAccessorToCreate(ExecutableElement constructor) {
        TypeElement type = declaring(constructor);
        return constructor.getModifiers().contains(Modifier.PRIVATE)
                && (type.getNestingKind() == NestingKind.TOP_LEVEL || type.getNestingKind() == NestingKind.MEMBER)
                && !type.getQualifiedName().isEmpty();
    }

    /** The method that creates an object; its first parameter is the outer object, if there is one. */
    String creator(ExecutableElement constructor, Tree at) {
        TypeElement type = declaring(constructor);
        return accessors
                .computeIfAbsent(constructor, key -> {
                    Accessor.Signature plain = signature(constructor, at);
                    List<String> parameters = new ArrayList<>(plain.parameters());
                    List<String> erased = new ArrayList<>(plain.erased());
                    if (isInner(type)) {
                        TypeMirror outer = declaring(type).asType();
                        parameters.add(0, TypeText.of(outer, at, type.toString()));
                        erased.add(1, erased(outer, at));
                    }
                    return new Accessor.Creator(
                            "$new$" + type.getSimpleName() + "$" + accessors.size(),
                            type.getQualifiedName().toString(),
                            new Accessor.Signature(
                                    plain.typeParameters(),
                                    TypeText.of(type.asType(), at, type.toString()),
                                    parameters,
                                    erased,
                                    plain.thrown()));
                })
                .name();
    }

    static boolean isInner(TypeElement type) {
        return type.getNestingKind() == NestingKind.MEMBER
                && type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.STATIC);
    }

    private Accessor.Site site(Element member, Tree at) {
        return new Accessor.Site(
                lookupClass(member),
                receiver(member, at),
                member.getSimpleName().toString(),
                member.getModifiers().contains(Modifier.STATIC),
                "");
    }

    /** Type parameters that a member mentions, and that are not those of the task's class. */
    private List<? extends TypeParameterElement> foreign(Element member) {
        TypeElement owner = accessibleFrom(member);
        boolean own = owner.equals(source.owner()) && member.getKind() != ElementKind.CONSTRUCTOR;
        return own || member.getModifiers().contains(Modifier.STATIC) ? List.of() : owner.getTypeParameters();
    }

    private Accessor.Signature signature(ExecutableElement method, Tree at) {
        String what = method.getSimpleName().toString();
        ExecutableType member = asMember(method);
        requireVisible(member.getReturnType(), at);
        List<String> parameters = new ArrayList<>();
        List<String> erased = new ArrayList<>(List.of(erased(method.getReturnType(), at)));
        for (TypeMirror parameter : member.getParameterTypes()) {
            requireVisible(parameter, at);
            parameters.add(TypeText.of(parameter, at, what));
        }
        method.getParameters().forEach(parameter -> erased.add(erased(parameter.asType(), at)));
        if (method.isVarArgs()) {
            int last = parameters.size() - 1;
            parameters.set(last, parameters.get(last).replaceFirst("\\[]$", "..."));
        }
        String thrown = method.getThrownTypes().stream()
                .map(type -> TypeText.of(type, at, what))
                .collect(Collectors.joining(", "));
        List<TypeParameterElement> typeParameters = new ArrayList<>(foreign(method));
        typeParameters.addAll(method.getTypeParameters());
        return new Accessor.Signature(
                typeParameters(typeParameters, at),
                TypeText.of(member.getReturnType(), at, what),
                parameters,
                erased,
                thrown.isEmpty() ? "" : " throws " + thrown);
    }

    /** With the type arguments that the owner gives to the class it inherits the method from. */
    private ExecutableType asMember(ExecutableElement method) {
        TypeElement declaring = declaring(method);
        boolean inherited = !declaring.equals(source.owner())
                && !method.getModifiers().contains(Modifier.STATIC)
                && inheritedByOwner(declaring);
        return (ExecutableType)
                (inherited
                        ? source.unit()
                                .types()
                                .asMemberOf((DeclaredType) source.owner().asType(), method)
                        : method.asType());
    }

    /** {@code <T extends A & B>}, or nothing. */
    static String typeParameters(List<? extends TypeParameterElement> parameters, Tree at) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(parameter -> parameter.getSimpleName() + " extends "
                                + parameter.getBounds().stream()
                                        .map(bound -> TypeText.of(
                                                bound,
                                                at,
                                                parameter.getSimpleName().toString()))
                                        .collect(Collectors.joining(" & ")))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    static TypeElement declaring(Element member) {
        if (member.getEnclosingElement() instanceof TypeElement type) {
            return type;
        }
        throw new IllegalStateException("A member outside of any type: " + member);
    }

    /** Private members belong to their class alone; protected ones of another package to the task's class. */
    private TypeElement accessibleFrom(Element member) {
        return member.getModifiers().contains(Modifier.PRIVATE) ? declaring(member) : source.owner();
    }

    private String lookupClass(Element member) {
        return accessibleFrom(member).getQualifiedName().toString();
    }

    private String receiver(Element member, Tree at) {
        TypeElement owner = accessibleFrom(member);
        return TypeText.of(owner.asType(), at, owner.getSimpleName().toString());
    }

    private String erased(TypeMirror type, Tree at) {
        return TypeText.of(source.unit().types().erasure(type), at, type.toString());
    }

    /**
     * Refuses private types of other files. For those of the task's own file the machine is compiled as if they were not
     * private.
     */
    void requireVisible(TypeMirror type, Tree at) {
        if (type instanceof ArrayType array) {
            requireVisible(array.getComponentType(), at);
        } else if (type instanceof DeclaredType declared) {
            requireVisible((TypeElement) declared.asElement(), at);
            declared.getTypeArguments().forEach(argument -> requireVisible(argument, at));
        }
    }

    private static Element outermost(TypeElement type) {
        Element outermost = type;
        for (Element around = type;
                around != null && around.getKind() != ElementKind.PACKAGE;
                around = around.getEnclosingElement()) {
            outermost = around;
        }
        return outermost;
    }

    void requireVisible(TypeElement type, Tree at) {
        for (Element around = type; around instanceof TypeElement; around = around.getEnclosingElement()) {
            if (around.getModifiers().contains(Modifier.PRIVATE)
                    && !outermost(type).equals(outermost(source.owner()))) {
                throw new Refusal(Code.PRIVATE_TYPE, at, around.getSimpleName());
            }
        }
    }
}
