package org.jetbrains.jps.javac;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A replica of the class through which IntelliJ's build process lets processors reach javac's own environment. */
public final class APIWrappers {

    private APIWrappers() {}

    private record Wrapped(Object original, InvocationHandler forward) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments)
                throws Throwable {
            return forward.invoke(proxy, method, arguments);
        }
    }

    public static <T> T wrap(Class<T> type, T original, InvocationHandler forward) {
        return type.cast(Proxy.newProxyInstance(
                APIWrappers.class.getClassLoader(), new Class<?>[] {type}, new Wrapped(original, forward)));
    }

    public static <T> @Nullable T unwrap(Class<T> type, T wrapper) {
        return Proxy.isProxyClass(wrapper.getClass()) && Proxy.getInvocationHandler(wrapper) instanceof Wrapped wrapped
                ? type.cast(wrapped.original())
                : null;
    }
}
