package dev.fermata.spring.diagnosis;

import dev.fermata.engine.registry.RegistrationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A task cannot be run as it is: no generated machine, an id that is taken, an impossible configuration. */
final class TaskFailureAnalyzer extends AbstractFailureAnalyzer<RegistrationException> {

    private static final String PROCESSOR = """
            Add the processor to the build of the module that holds the task, and rebuild it:

                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-compiler-plugin</artifactId>
                  <configuration>
                    <annotationProcessorPaths>
                      <path>
                        <groupId>dev.fermata</groupId>
                        <artifactId>fermata-processor</artifactId>
                        <version>${fermata.version}</version>
                      </path>
                    </annotationProcessorPaths>
                  </configuration>
                </plugin>

            With Gradle: annotationProcessor("dev.fermata:fermata-processor:..."). JDK 23 and later ignore a processor that
            is only on the class path.""";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RegistrationException cause) {
        return new FailureAnalysis(cause.getMessage(), action(cause.code()), cause);
    }

    private static String action(String code) {
        return switch (code) {
            case "FERMATA-2002" -> PROCESSOR;
            case "FERMATA-2003" -> "Give one of the two @Task methods another id, or remove the bean that is too many.";
            case "FERMATA-2004" ->
                "Correct the @Retry annotation, or the retry settings under fermata.* that apply to it.";
            case "FERMATA-2005" -> "Correct the name of the step under fermata.tasks, or remove the setting.";
            default -> "Correct the task as the description says.";
        };
    }
}
