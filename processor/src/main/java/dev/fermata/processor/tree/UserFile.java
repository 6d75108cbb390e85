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
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;

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
        List<UserFile> files = new ArrayList<>();
        for (SourceText text : texts) {
            files.add(patch(host, javac, text, types.getOrDefault(text.uri(), List.of())));
        }
        return files;
    }

    static Set<String> declaredIn(List<UserFile> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.addAll(file.declared()));
        return names;
    }

    private static UserFile patch(CompilerHost host, JavaCompiler javac, SourceText text, List<TypeElement> types)
            throws IOException {
        String packageName =
                host.elements().getPackageOf(types.get(0)).getQualifiedName().toString();
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        TextSource unpatched = TextSource.unit(packageName, text.name(), text.text());
        // a preview language level would be refused without the option; parsing alone accepts whatever is written
        JavacTask parser = (JavacTask) javac.getTask(
                Writer.nullWriter(),
                null,
                ignored -> {},
                List.of("-proc:none"),
                null,
                List.<JavaFileObject>of(unpatched));
        PatchedText patched = new PatchedText(text.text());
        Set<String> declared = new HashSet<>();
        SourcePositions positions = Trees.instance(parser).getSourcePositions();
        for (CompilationUnitTree unit : parser.parse()) {
            for (Tree type : unit.getTypeDecls()) {
                if (type instanceof ClassTree declaration) {
                    declared.add(prefix + declaration.getSimpleName());
                }
            }
            new MemberAugmenter(host.elements(), unit, positions, patched).augment(prefix);
        }
        return new UserFile(
                TextSource.unit(packageName, text.name(), patched.text()), patched, List.copyOf(types), declared);
    }
}
