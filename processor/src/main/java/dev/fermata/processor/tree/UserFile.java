package dev.fermata.processor.tree;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;

/**
 * A file to be attributed.
 *
 * @param types its task classes, as elements of the user's compilation
 * @param declared qualified names of all its top-level types
 */
record UserFile(TextSource source, PatchedText patched, List<TypeElement> types, Set<String> declared) {

    /** Groups classes by file, and adds to each text what other processors add to its classes. */
    static List<UserFile> of(CompilerHost host, JavaCompiler javac, Collection<TypeElement> taskClasses)
            throws IOException {
        Map<URI, List<TypeElement>> types = new LinkedHashMap<>();
        List<SourceText> texts = new ArrayList<>();
        for (TypeElement type : taskClasses) {
            Optional<SourceText> text = host.source(CompilerHost.outermost(type));
            if (text.isPresent()) {
                URI uri = text.get().uri();
                types.computeIfAbsent(uri, first -> {
                            texts.add(text.get());
                            return new ArrayList<>();
                        })
                        .add(type);
            }
        }
        return patch(host, javac, texts, types);
    }

    /** One parser for all files: to set up another javac costs more than to parse a file. */
    private static List<UserFile> patch(
            CompilerHost host, JavaCompiler javac, List<SourceText> texts, Map<URI, List<TypeElement>> types)
            throws IOException {
        List<UserFile> files = new ArrayList<>();
        if (texts.isEmpty()) {
            return files;
        }
        Map<URI, SourceText> byUnit = new LinkedHashMap<>();
        List<TextSource> unpatched = new ArrayList<>();
        for (SourceText text : texts) {
            TextSource unit = unit(host, text, types.getOrDefault(text.uri(), List.of()), text.text());
            byUnit.put(unit.toUri(), text);
            unpatched.add(unit);
        }
        // a preview language level would be refused without the option; parsing alone accepts whatever is written
        JavacTask parser = (JavacTask)
                javac.getTask(Writer.nullWriter(), null, ignored -> {}, List.of("-proc:none"), null, unpatched);
        SourcePositions positions = Trees.instance(parser).getSourcePositions();
        for (CompilationUnitTree unit : parser.parse()) {
            SourceText text =
                    Objects.requireNonNull(byUnit.get(unit.getSourceFile().toUri()));
            files.add(patch(host, unit, positions, text, types.getOrDefault(text.uri(), List.of())));
        }
        return files;
    }

    private static String packageName(CompilerHost host, List<TypeElement> types) {
        return host.elements().getPackageOf(types.get(0)).getQualifiedName().toString();
    }

    private static TextSource unit(CompilerHost host, SourceText source, List<TypeElement> types, String text) {
        return TextSource.unit(packageName(host, types), source.name(), text);
    }

    static Set<String> declaredIn(List<UserFile> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.addAll(file.declared()));
        return names;
    }

    private static UserFile patch(
            CompilerHost host,
            CompilationUnitTree unit,
            SourcePositions positions,
            SourceText text,
            List<TypeElement> types) {
        String packageName = packageName(host, types);
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        PatchedText patched = new PatchedText(text.text());
        Set<String> declared = new HashSet<>();
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree declaration) {
                declared.add(prefix + declaration.getSimpleName());
            }
        }
        new MemberAugmenter(host.elements(), unit, positions, patched).augment(prefix);
        return new UserFile(unit(host, text, types, patched.text()), patched, List.copyOf(types), declared);
    }
}
