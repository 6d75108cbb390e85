package dev.fermata.processor;

import dev.fermata.Suspends;
import dev.fermata.Task;
import dev.fermata.processor.diagnostic.Code;
import dev.fermata.processor.diagnostic.Finding;
import dev.fermata.processor.diagnostic.Reporter;
import dev.fermata.processor.emit.ClientWriter;
import dev.fermata.processor.emit.StaleManifests;
import dev.fermata.processor.emit.TaskClassWriter;
import dev.fermata.processor.lower.MachineCompiler;
import dev.fermata.processor.tree.AttributedClass;
import dev.fermata.processor.tree.CompilerHost;
import dev.fermata.processor.tree.IsolatedAttribution;
import dev.fermata.processor.tree.IsolatedGeneration;
import dev.fermata.processor.validate.DeclarationRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code @Task} methods and {@code @Suspends} helpers. The round that finds a class checks its declarations and
 * writes its client, which needs signatures only; bodies follow in the next round, when Lombok is done and clients can be
 * used, unless there is none. A class whose file has errors is tried again each round, as another processor may yet
 * generate what it misses; in the end javac reports them.
 */
@SupportedAnnotationTypes({
    "dev.fermata.Task",
    "dev.fermata.Step",
    "dev.fermata.Suspends",
    "dev.fermata.MigrateFrame",
    "dev.fermata.MovedLabel",
    "dev.fermata.MovedLabel.All",
    "dev.fermata.Old",
    // on our own output only; javac would warn that nobody claims it
    "javax.annotation.processing.Generated"
})
@SupportedOptions(FermataProcessor.EXPLAIN)
public final class FermataProcessor extends AbstractProcessor {

    /** {@code -Afermata.explain=true}: says why a task class was not compiled, if its file has errors. */
    static final String EXPLAIN = "fermata.explain";

    private final MethodCompiler methods;
    private final DeclarationRules rules = new DeclarationRules();

    // names, never elements: those of one round are not those of the next
    private final Set<String> withoutClient = new LinkedHashSet<>();
    private final Set<String> withoutMachine = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    private CompilerHost host;
    private Reporter reporter;

    public FermataProcessor() {
        this(MachineCompiler::compile);
    }

    FermataProcessor(MethodCompiler methods) {
        this.methods = methods;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        host = CompilerHost.of(environment);
        reporter = new Reporter(host);
    }

    /** Claims its annotations: unclaimed ones are a warning of javac, which {@code -Werror} turns into an error. */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        host.entered(round.getRootElements());
        if (round.processingOver()) {
            // an error ends the rounds early: bodies not yet looked at may hold more of them
            if (!refused.isEmpty()) {
                compile(List.copyOf(withoutMachine), null);
            }
            if (!round.errorRaised()) {
                new StaleManifests(elements(), processingEnv.getFiler()).remove();
            }
            explain();
            return true;
        }
        List<String> earlier = List.copyOf(withoutMachine);
        annotations.stream()
                .filter(annotation -> annotation.getQualifiedName().toString().startsWith("dev.fermata."))
                .flatMap(annotation -> ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation)).stream())
                .distinct()
                .sorted(host.sourceOrder())
                .forEach(this::find);
        boolean another = false;
        for (String name : List.copyOf(withoutClient)) {
            another |= writeClient(name);
        }
        // nothing but a client forces another round: classes that only have helpers may have this one alone
        compile(
                another ? earlier : List.copyOf(withoutMachine),
                new TaskClassWriter(
                        elements(),
                        processingEnv.getFiler(),
                        (type, sources, seen) -> IsolatedGeneration.of(host, type, sources, seen),
                        this::isCompiledHere));
        return true;
    }

    private void find(ExecutableElement method) {
        rules.check(method, elements(), processingEnv.getTypeUtils(), finding -> {
            refused.add(AttributedClass.key(method));
            reporter.report(finding);
        });
        boolean task = method.getAnnotation(Task.class) != null;
        boolean helper = method.getAnnotation(Suspends.class) != null;
        if ((task || helper) && method.getEnclosingElement() instanceof TypeElement type) {
            String name = type.getQualifiedName().toString();
            if (!host.readsSources()) {
                reporter.report(Finding.at(type, Code.SOURCE_UNREACHABLE, type.getSimpleName()));
            } else if (!CompilerHost.hasJavac()) {
                reporter.report(Finding.at(type, Code.JAVAC_MISSING, type.getSimpleName()));
            } else if (host.isSource(type)) {
                if (task) {
                    withoutClient.add(name);
                }
                withoutMachine.add(name);
            }
        }
    }

    /** Whether there is another round because of it. */
    private boolean writeClient(String name) {
        TypeElement type = elements().getTypeElement(name);
        if (type == null || !ClientWriter.resolved(type)) {
            return false;
        }
        withoutClient.remove(name);
        try {
            new ClientWriter(elements(), processingEnv.getFiler()).write(type);
            return true;
        } catch (FilerException e) {
            reporter.report(Finding.at(type, Code.GENERATED_NAME_TAKEN, ClientWriter.name(type, elements()), name));
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the client of " + name, e);
        }
    }

    private void compile(List<String> names, @Nullable TaskClassWriter writer) {
        List<TypeElement> types = new ArrayList<>();
        for (String name : names) {
            TypeElement type = elements().getTypeElement(name);
            if (type != null) {
                types.add(type);
            }
        }
        if (types.isEmpty()) {
            return;
        }
        TaskClassCompiler compiler =
                new TaskClassCompiler(methods, reporter, new LibraryHelpers(host, elements()), writer);
        try (IsolatedAttribution attribution = IsolatedAttribution.of(host, types)) {
            for (AttributedClass type : attribution.classes()) {
                String name = type.original().getQualifiedName().toString();
                errors.put(name, type.errors());
                if (compiler.compile(type, refused)) {
                    withoutMachine.remove(name);
                }
            }
        } catch (IllegalStateException | AssertionError e) {
            for (Element type : types) {
                reporter.report(TaskClassCompiler.failed(type, e));
            }
            names.forEach(withoutMachine::remove);
        }
    }

    private boolean isCompiledHere(String name) {
        TypeElement type = elements().getTypeElement(name);
        return type != null && host.isSource(type);
    }

    private void explain() {
        if (Boolean.parseBoolean(processingEnv.getOptions().get(EXPLAIN))) {
            for (String name : withoutMachine) {
                processingEnv
                        .getMessager()
                        .printMessage(
                                Diagnostic.Kind.NOTE,
                                "Fermata: no machine for " + name + ", whose file has errors: "
                                        + errors.getOrDefault(name, List.of("it was never found")));
            }
        }
    }

    private Elements elements() {
        return processingEnv.getElementUtils();
    }
}
