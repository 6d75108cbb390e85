package dev.fermata.engine.codec;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The packages whose classes may be named in a frame, with the loader that finds them. */
final class AllowList {

    private final ClassLoader loader;
    private final Set<String> packages;

    AllowList(Class<?> anchor, Collection<String> packages) {
        ClassLoader own = anchor.getClassLoader();
        this.loader = own == null ? ClassLoader.getSystemClassLoader() : own;
        this.packages = new TreeSet<>(packages);
        this.packages.add(anchor.getPackageName());
    }

    boolean allows(Class<?> type) {
        return Throwable.class.isAssignableFrom(type) || allows(type.getPackageName());
    }

    private boolean allows(String name) {
        for (String allowed : packages) {
            if (name.equals(allowed)
                    || (name.length() > allowed.length()
                            && name.startsWith(allowed)
                            && name.charAt(allowed.length()) == '.')) {
                return true;
            }
        }
        return false;
    }

    /** The class itself, not yet initialized. The caller checks it against the declared type and {@link #allows}. */
    Class<?> find(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }
}
