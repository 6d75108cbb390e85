package dev.fermata.testing.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import dev.fermata.testing.differential.BuildDirectory;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A breakpoint on a line of the user's file stops in the machine, as a debugger sets it: by class pattern and line. */
@Timeout(120)
class BreakpointTest {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;

            public class OrderTasks {

                @Task(id = "debugged")
                public String process(int n) {
                    int total = price(n);
                    String name = "order";
                    for (int i = 0; i < 2; i++) {
                        total += price(i);
                        name = name + i; // HERE
                    }
                    return name + total;
                }

                @Step
                int price(int n) {
                    return n * 10; // STEP
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void aLineOfTheTaskStopsInTheMachineWithTheUsersVariablesInSight() throws Exception {
        Map<String, String> seen = stopAt("// HERE");

        assertThat(seen)
                .containsEntry("class", "app.OrderTasks$process")
                .containsEntry("total", "30")
                .containsEntry("name", "\"order\"")
                .containsEntry("i", "0");
    }

    @Test
    void aLineOfAStepStopsInTheUsersClass() throws Exception {
        assertThat(stopAt("// STEP")).containsEntry("class", "app.OrderTasks").containsEntry("n", "3");
    }

    /** What is in sight at the first stop: the fields of {@code this}, then locals. */
    private Map<String, String> stopAt(String marker) throws Exception {
        int line = (int) SOURCE.substring(0, SOURCE.indexOf(marker)).lines().count();
        Path classes = BuildDirectory.compile(directory, Map.of("app/OrderTasks.java", SOURCE));
        VirtualMachine debuggee = launch(classes);
        try {
            for (String pattern : new String[] {"app.OrderTasks", "app.OrderTasks$*"}) {
                ClassPrepareRequest prepared = debuggee.eventRequestManager().createClassPrepareRequest();
                prepared.addClassFilter(pattern);
                prepared.enable();
            }
            debuggee.resume();
            while (true) {
                EventSet events = debuggee.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent loaded) {
                        setBreakpoint(debuggee, loaded.referenceType(), line);
                    } else if (event instanceof BreakpointEvent stopped) {
                        assertThat(stopped.location().lineNumber()).isEqualTo(line);
                        return inSight(stopped);
                    } else if (event instanceof VMDisconnectEvent) {
                        throw new AssertionError("line " + line + " was never reached");
                    }
                }
                events.resume();
            }
        } finally {
            debuggee.process().destroyForcibly();
        }
    }

    private static VirtualMachine launch(Path classes) throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Objects.requireNonNull(arguments.get("main")).setValue(Debuggee.class.getName() + " app.OrderTasks");
        Objects.requireNonNull(arguments.get("options"))
                .setValue("-cp \"" + classes + File.pathSeparator + classPath + "\"");
        return connector.launch(arguments);
    }

    private static void setBreakpoint(VirtualMachine debuggee, ReferenceType type, int line) {
        try {
            for (Location location : type.locationsOfLine(line)) {
                debuggee.eventRequestManager().createBreakpointRequest(location).enable();
            }
        } catch (AbsentInformationException e) {
            // JDI's way to say that no method of the class is on the line.
            assertThat(type.name()).startsWith("app.OrderTasks");
        }
    }

    private static Map<String, String> inSight(BreakpointEvent stopped)
            throws IncompatibleThreadStateException, AbsentInformationException {
        StackFrame frame = stopped.thread().frame(0);
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put("class", stopped.location().declaringType().name());
        ObjectReference self = frame.thisObject();
        if (self != null) {
            self.referenceType().allFields().stream()
                    .filter(field -> !field.isStatic())
                    .forEach(field -> seen.put(field.name(), String.valueOf(self.getValue(field))));
        }
        frame.getValues(frame.visibleVariables())
                .forEach((variable, value) -> seen.put(variable.name(), String.valueOf(value)));
        return seen;
    }
}
