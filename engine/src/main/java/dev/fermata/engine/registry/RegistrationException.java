package dev.fermata.engine.registry;

import dev.fermata.FermataException;

/** The application's tasks cannot be run as they are; it does not start. */
public final class RegistrationException extends FermataException {

    private static final long serialVersionUID = 1L;

    private RegistrationException(String code, String sentence) {
        super(code, sentence);
    }

    static RegistrationException noMachine(String method) {
        return new RegistrationException(
                "FERMATA-2002",
                "task " + method + " has no generated machine: the annotation processor did not run on its class, or an"
                        + " older build of it is on the class path. Add fermata-processor to annotationProcessorPaths of"
                        + " the maven-compiler-plugin (JDK 23 and later ignore a processor that is only on the class"
                        + " path, without a word) and rebuild.");
    }

    static RegistrationException twice(String taskId, String one, String other) {
        return new RegistrationException(
                "FERMATA-2003",
                "two tasks have the id '" + taskId + "': " + one + " and " + other
                        + ". Runs are stored under the id, so give one of them another, or register one bean of the"
                        + " class only.");
    }

    static RegistrationException illegalRetry(String where, String why) {
        return new RegistrationException(
                "FERMATA-2004", "the retry policy of " + where + " is not possible: " + why + ".");
    }

    static RegistrationException unknownStep(String taskId, String step, Iterable<String> known) {
        return new RegistrationException(
                "FERMATA-2005",
                "fermata.tasks." + taskId + ".steps names the step '" + step + "', but the task calls only: "
                        + String.join(", ", known) + ".");
    }
}
