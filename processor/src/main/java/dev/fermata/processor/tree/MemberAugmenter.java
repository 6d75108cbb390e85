package dev.fermata.processor.tree;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a parsed file what its classes have in the user's compilation but not in their text: members that Lombok and
 * the like write into the trees, as stubs before the closing brace; access that they change; and {@code lombok.val}.
 */
final class MemberAugmenter {

    private static final Pattern ANNOTATION = Pattern.compile("@[\\w.]+(\\([^)]*\\))?\\s*");
    private static final Pattern TYPE_ARGUMENTS = Pattern.compile("<[^<>]*>");

    private final Elements elements;
    private final StubPrinter stubs;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final PatchedText text;

    MemberAugmenter(Elements elements, CompilationUnitTree unit, SourcePositions positions, PatchedText text) {
        this.elements = elements;
        this.stubs = new StubPrinter(elements);
        this.unit = unit;
        this.positions = positions;
        this.text = text;
    }

    void augment(String packagePrefix) {
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree declaration) {
                augment(declaration, packagePrefix + declaration.getSimpleName());
            }
        }
        if (unit.getImports().stream().anyMatch(used -> used.toString().contains("lombok"))) {
            replaceVal();
        }
    }

    private void augment(ClassTree declaration, String name) {
        TypeElement type = elements.getTypeElement(name);
        if (type == null) {
            return;
        }
        Map<String, Element> members = new HashMap<>();
        type.getEnclosedElements().forEach(member -> members.put(key(member), member));
        Set<String> written = new HashSet<>();
        for (Tree member : declaration.getMembers()) {
            if (member instanceof VariableTree field) {
                written.add(fieldKey(field.getName()));
                widenedOrNarrowed(field, members.get(fieldKey(field.getName())));
            } else if (member instanceof MethodTree method) {
                written.add(methodKey(
                        method.getName(),
                        method.getParameters().stream().map(parameter -> String.valueOf(parameter.getType()))));
            } else if (member instanceof ClassTree nested) {
                written.add(typeKey(nested.getSimpleName()));
                augment(nested, name + "." + nested.getSimpleName());
            }
        }
        StringBuilder added = new StringBuilder();
        for (Element member : type.getEnclosedElements()) {
            if (!written.contains(key(member)) && !implicit(type, member)) {
                added.append(stubs.member(type, member));
            }
        }
        if (!added.isEmpty()) {
            // an enum without members of its own has no semicolon after its constants; a second one does no harm
            String separator = type.getKind() == ElementKind.ENUM ? "; " : " ";
            text.insert((int) positions.getEndPosition(unit, declaration) - 1, separator + added);
        }
    }

    /** {@code @Value} and {@code @FieldDefaults} give fields an access that their text does not show. */
    private void widenedOrNarrowed(VariableTree field, @Nullable Element element) {
        if (element == null || field.getType() == null || element.getKind() != ElementKind.FIELD) {
            return;
        }
        for (Modifier access : Set.of(Modifier.PRIVATE, Modifier.PROTECTED, Modifier.PUBLIC)) {
            boolean said = field.getModifiers().getFlags().contains(access);
            if (element.getModifiers().contains(access)
                    && !said
                    && !element.getModifiers().contains(Modifier.STATIC)) {
                // int a, b: the declarators share one type
                text.insertOnce((int) positions.getStartPosition(unit, field.getType()), access + " ");
            }
        }
    }

    /** What the compiler itself adds, and adds again to the copy. */
    private boolean implicit(TypeElement owner, Element member) {
        if (elements.getOrigin(member) != Elements.Origin.EXPLICIT || member.getKind() == ElementKind.ENUM_CONSTANT) {
            return true;
        }
        boolean constructor = member.getKind() == ElementKind.CONSTRUCTOR;
        return switch (owner.getKind()) {
            case ENUM ->
                constructor || (member instanceof ExecutableElement method && MemberStub.isImplicitInEnum(method));
            case RECORD -> constructor || implicitInRecord(owner, member);
            default -> false;
        };
    }

    private static boolean implicitInRecord(TypeElement owner, Element member) {
        if (member.getKind() == ElementKind.FIELD) {
            return !member.getModifiers().contains(Modifier.STATIC);
        }
        if (!(member instanceof ExecutableElement method)) {
            return member.getKind() == ElementKind.RECORD_COMPONENT;
        }
        String name = method.getSimpleName().toString();
        return switch (method.getParameters().size()) {
            case 0 ->
                name.equals("hashCode")
                        || name.equals("toString")
                        || owner.getRecordComponents().stream()
                                .anyMatch(component -> component.getSimpleName().contentEquals(name));
            case 1 -> name.equals("equals");
            default -> false;
        };
    }

    /** {@code val} is inferred as {@code var} is, and as long. */
    private void replaceVal() {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
                Tree type = variable.getType();
                if (type != null
                        && (type.toString().equals("val") || type.toString().equals("lombok.val"))) {
                    text.overwrite(
                            (int) positions.getStartPosition(unit, type),
                            (int) positions.getEndPosition(unit, type),
                            "var");
                }
                return super.visitVariable(variable, null);
            }
        }.scan(unit, null);
    }

    private static String key(Element member) {
        if (member instanceof ExecutableElement method) {
            return methodKey(
                    method.getSimpleName(), method.getParameters().stream().map(MemberAugmenter::typeText));
        }
        return member instanceof TypeElement ? typeKey(member.getSimpleName()) : fieldKey(member.getSimpleName());
    }

    private static String fieldKey(CharSequence name) {
        return "field " + name;
    }

    /** With types by simple name, as that is what both sides have; a stub that is one too many does no harm. */
    private static String methodKey(CharSequence name, Stream<String> types) {
        return "method " + types.map(MemberAugmenter::simple).collect(Collectors.joining(",", name + "(", ")"));
    }

    private static String typeText(VariableElement parameter) {
        try {
            return TypeText.of(parameter.asType());
        } catch (TypeText.Unresolved e) {
            return parameter.asType().toString();
        }
    }

    private static String simple(String type) {
        String raw = ANNOTATION.matcher(type).replaceAll("");
        for (String outer = ""; !outer.equals(raw); ) {
            outer = raw;
            raw = TYPE_ARGUMENTS.matcher(raw).replaceAll("");
        }
        String spelled = raw.replace("...", "[]").replace(" ", "");
        return spelled.substring(spelled.lastIndexOf('.') + 1);
    }

    private static String typeKey(CharSequence name) {
        return "type " + name;
    }
}
