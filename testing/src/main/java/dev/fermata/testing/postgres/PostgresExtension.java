package dev.fermata.testing.postgres;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Fills {@link TestDatabase} and {@link DatabaseClock} parameters; the database lives as long as its test class. */
final class PostgresExtension implements ParameterResolver, ExecutionCondition {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);

    /** A test that is to run on a certain server is not run on another. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return InstalledServer.isWanted() && InstalledServer.missing().isPresent()
                ? ConditionEvaluationResult.disabled(InstalledServer.missing().get())
                : ConditionEvaluationResult.enabled("a server can be had");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == DatabaseClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = classOf(context).getStore(NAMESPACE);
        TestDatabase database = store.computeIfAbsent(
                TestDatabase.class, key -> TestDatabase.create(schema(context)), TestDatabase.class);
        if (parameter.getParameter().getType() == TestDatabase.class) {
            return database;
        }
        return store.computeIfAbsent(DatabaseClock.class, key -> DatabaseClock.install(database), DatabaseClock.class);
    }

    /** The outermost class, so that nested test classes share its database. */
    private static ExtensionContext classOf(ExtensionContext context) {
        ExtensionContext found = context;
        for (ExtensionContext at = context;
                at.getTestClass().isPresent();
                at = at.getParent().orElseThrow()) {
            found = at;
        }
        return found;
    }

    private static Class<? extends TestSchema> schema(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(classOf(context).getRequiredTestClass(), PostgresFixture.class)
                .orElseThrow()
                .schema();
    }
}
