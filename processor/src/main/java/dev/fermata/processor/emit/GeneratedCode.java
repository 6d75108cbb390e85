package dev.fermata.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What all generated classes have in common: their mark, and silence about the types that the user chose to use. */
final class GeneratedCode {

    private static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
    private static final String PROCESSOR = "dev.fermata.processor.FermataProcessor";

    private GeneratedCode() {}

    /** A new class with the mark, unless its module does not read {@code java.compiler}, where the mark is. */
    static TypeSpec.Builder type(String name, TypeElement taskClass, Elements elements) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .addOriginatingElement(taskClass)
                .addAnnotation(silent());
        return markVisible(taskClass, elements)
                ? type.addAnnotation(AnnotationSpec.builder(GENERATED)
                        .addMember("value", "$S", PROCESSOR)
                        .build())
                : type;
    }

    /** The text of a machine with the mark. The machine is written without JavaPoet, and its head is one line. */
    static String marked(String machine, String simpleName, TypeElement taskClass, Elements elements) {
        int declaration = machine.indexOf("final class " + simpleName);
        return declaration >= 0 && markVisible(taskClass, elements)
                ? machine.substring(0, declaration) + "@" + GENERATED.canonicalName() + "(\"" + PROCESSOR + "\") "
                        + machine.substring(declaration)
                : machine;
    }

    private static boolean markVisible(TypeElement taskClass, Elements elements) {
        ModuleElement module = elements.getModuleOf(taskClass);
        return module == null || elements.getTypeElement(module, GENERATED.canonicalName()) != null;
    }

    /**
     * A raw, deprecated or unexported type, or one of another class's file, in the user's signature was warned about
     * there.
     */
    private static AnnotationSpec silent() {
        AnnotationSpec.Builder builder = AnnotationSpec.builder(SuppressWarnings.class);
        for (String lint :
                new String[] {"all", "auxiliaryclass", "deprecation", "exports", "rawtypes", "removal", "unchecked"}) {
            builder.addMember("value", "$S", lint);
        }
        return builder.build();
    }

    /** Whether a class and all around it are public. */
    static boolean isPublic(TypeElement type) {
        for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
            if (!at.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    static JavaFile file(String packageName, TypeSpec type) {
        return JavaFile.builder(packageName, type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }
}
