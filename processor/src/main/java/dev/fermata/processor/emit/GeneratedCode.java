package dev.fermata.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What all generated classes have in common: their mark, and silence about the types that the user chose to use. */
final class GeneratedCode {

    private static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
    private static final String PROCESSOR = "dev.fermata.processor.FermataProcessor";

    private GeneratedCode() {}

    static AnnotationSpec generated() {
        return AnnotationSpec.builder(GENERATED)
                .addMember("value", "$S", PROCESSOR)
                .build();
    }

    /** A raw, deprecated or unexported type in the user's signature was warned about there. */
    static AnnotationSpec silent() {
        AnnotationSpec.Builder builder = AnnotationSpec.builder(SuppressWarnings.class);
        for (String lint : new String[] {"deprecation", "exports", "rawtypes", "removal", "unchecked"}) {
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

    static void write(String packageName, TypeSpec type, Filer filer) throws IOException {
        JavaFile.builder(packageName, type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build()
                .writeTo(filer);
    }
}
