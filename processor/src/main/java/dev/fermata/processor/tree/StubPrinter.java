package dev.fermata.processor.tree;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Prints a type of the user's compilation as source with signatures only. Such a stub need not be correct in itself (a
 * constructor may miss its super constructor): errors inside stubs are ignored, as long as what it declares resolves.
 */
final class StubPrinter {

    private final Elements elements;
    private final AnnotationText annotations;
    private final MemberStub members;
    private final @Nullable TypeElement opened;

    StubPrinter(Elements elements) {
        this(elements, null);
    }

    private StubPrinter(Elements elements, @Nullable TypeElement opened) {
        this.elements = elements;
        this.opened = opened;
        this.annotations = new AnnotationText(elements);
        this.members = new MemberStub(elements, annotations);
    }

    /** A printer that makes the private types in a top-level type package-private. */
    static StubPrinter opening(Elements elements, TypeElement opened) {
        return new StubPrinter(elements, opened);
    }

    /** A whole file for a top-level type. */
    String compilationUnit(TypeElement type) {
        PackageElement at = elements.getPackageOf(type);
        return (at.isUnnamed() ? "" : "package " + at.getQualifiedName() + "; ") + type(type);
    }

    /** A type or member on one line; empty if it mentions a type nobody can resolve, as its users then cannot either. */
    String member(TypeElement owner, Element member) {
        try {
            return member instanceof TypeElement nested ? type(nested) : members.of(owner, member);
        } catch (TypeText.Unresolved e) {
            return "";
        }
    }

    private String type(TypeElement type) {
        ElementKind kind = type.getKind();
        StringBuilder text = new StringBuilder(annotations.of(type));
        modifiers(type).forEach(modifier -> text.append(modifier).append(' '));
        text.append(keyword(kind)).append(' ').append(type.getSimpleName());
        text.append(TypeText.parameters(type.getTypeParameters()));
        if (kind == ElementKind.RECORD) {
            text.append(MemberStub.recordHeader(type));
        }
        superTypes(type, text);
        text.append(" { ");
        if (kind == ElementKind.ENUM) {
            text.append(constants(type)).append("; ");
        }
        for (Element member : type.getEnclosedElements()) {
            if (visible(member)) {
                text.append(member(type, member));
            }
        }
        return text.append("} ").toString();
    }

    /**
     * Private types may be named by members that are visible, private fields tell whether an object can change, and without
     * its private constructor a class would get one.
     */
    private static boolean visible(Element member) {
        return !member.getModifiers().contains(Modifier.PRIVATE)
                || member instanceof TypeElement
                || member.getKind() == ElementKind.FIELD
                || member.getKind() == ElementKind.CONSTRUCTOR;
    }

    private static void superTypes(TypeElement type, StringBuilder text) {
        ElementKind kind = type.getKind();
        if (kind == ElementKind.CLASS && type.getSuperclass().getKind() == TypeKind.DECLARED) {
            text.append(" extends ").append(TypeText.of(type.getSuperclass()));
        }
        if (kind != ElementKind.ANNOTATION_TYPE) {
            list(kind == ElementKind.INTERFACE ? " extends " : " implements ", type.getInterfaces(), text);
        }
        if (kind != ElementKind.ENUM && type.getModifiers().contains(Modifier.SEALED)) {
            text.append(type.getPermittedSubclasses().stream()
                    .map(permitted -> ((TypeElement) ((DeclaredType) permitted).asElement()).getQualifiedName())
                    .collect(Collectors.joining(", ", " permits ", "")));
        }
    }

    private static void list(String keyword, List<? extends TypeMirror> types, StringBuilder text) {
        StringJoiner joined = new StringJoiner(", ", keyword, "").setEmptyValue("");
        types.stream()
                .filter(type -> type.getKind() == TypeKind.DECLARED)
                .map(TypeText::of)
                .forEach(joined::add);
        text.append(joined);
    }

    /** Without those a kind of type has anyway; an enum is final or sealed by its constants, which have no bodies here. */
    private Set<Modifier> modifiers(TypeElement type) {
        Set<Modifier> modifiers = EnumSet.noneOf(Modifier.class);
        modifiers.addAll(type.getModifiers());
        if (CompilerHost.outermost(type).equals(opened)) {
            modifiers.remove(Modifier.PRIVATE);
        }
        ElementKind kind = type.getKind();
        if (kind == ElementKind.ENUM || kind == ElementKind.RECORD) {
            modifiers.removeAll(Set.of(Modifier.FINAL, Modifier.SEALED, Modifier.STATIC, Modifier.ABSTRACT));
        } else if (kind.isInterface()) {
            modifiers.removeAll(Set.of(Modifier.ABSTRACT, Modifier.STATIC));
        }
        return modifiers;
    }

    private static String keyword(ElementKind kind) {
        return switch (kind) {
            case INTERFACE -> "interface";
            case ENUM -> "enum";
            case ANNOTATION_TYPE -> "@interface";
            case RECORD -> "record";
            default -> "class";
        };
    }

    private static String constants(TypeElement type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getKind() == ElementKind.ENUM_CONSTANT)
                .map(Element::getSimpleName)
                .collect(Collectors.joining(", "));
    }
}
