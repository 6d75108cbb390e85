package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Accessor;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes accessors to members that only the user's class may name. Handles are constants, so they cost nothing once
 * compiled; the methods around them have the members' own signatures, so overloads, varargs and checked exceptions stay
 * what they were.
 */
final class AccessorWriter {

    private final StringBuilder out;
    private final boolean generic;

    /** @param generic whether signatures may name type parameters of the machine */
    AccessorWriter(StringBuilder out, boolean generic) {
        this.out = out;
        this.generic = generic;
    }

    void write(List<Accessor> accessors) {
        for (Accessor accessor : accessors) {
            if (accessor instanceof Accessor.Field field) {
                field(field);
            } else if (accessor instanceof Accessor.Method method) {
                method(method);
            } else if (accessor instanceof Accessor.Writer writer) {
                writer(writer);
            }
        }
        if (!accessors.isEmpty()) {
            out.append("  private static java.lang.invoke.MethodHandles.Lookup $lookup(Class<?> owner)"
                    + " throws IllegalAccessException {\n"
                    + "    return java.lang.invoke.MethodHandles.privateLookupIn(owner,"
                    + " java.lang.invoke.MethodHandles.lookup());\n  }\n"
                    + "  @SuppressWarnings(\"unchecked\") private static <X extends Throwable> RuntimeException"
                    + " $raise(Throwable failure) throws X { throw (X) failure; }\n");
        }
    }

    private void handle(String type, String name, String lookup) {
        out.append("  private static final java.lang.invoke.")
                .append(type)
                .append(' ')
                .append(name)
                .append("$h;\n  static { try { ")
                .append(name)
                .append("$h = ")
                .append(lookup)
                .append("; } catch (ReflectiveOperationException e) { throw new ExceptionInInitializerError(e); } }\n");
    }

    private void field(Accessor.Field field) {
        String name = field.name();
        handle(
                "VarHandle",
                name,
                "$lookup(" + field.owner() + ".class).find" + (field.isStatic() ? "Static" : "") + "VarHandle("
                        + field.owner() + ".class, \"" + field.field() + "\", " + field.erasedType() + ".class)");
        out.append("  private ")
                .append(modifier(field.isStatic()))
                .append(field.type())
                .append(' ')
                .append(name)
                .append(field.isStatic() ? "() { return (" : "(" + field.receiver() + " $receiver) { return (")
                .append(field.type())
                .append(") ")
                .append(name)
                .append(field.isVolatile() ? "$h.getVolatile(" : "$h.get(")
                .append(field.isStatic() ? "" : "$receiver")
                .append("); }\n");
    }

    private void writer(Accessor.Writer writer) {
        Accessor.Field field = writer.field();
        boolean assigns = writer.gives() == Accessor.Gives.ASSIGNED;
        String receiver = field.isStatic() ? "" : "$receiver";
        String set = field.name()
                + (field.isVolatile() ? "$h.setVolatile(" : "$h.set(")
                + (field.isStatic() ? "" : "$receiver, ");
        out.append("  private ")
                .append(modifier(field.isStatic()))
                .append(field.type() + " " + writer.name() + "(")
                .append(field.isStatic() ? "" : field.receiver() + " $receiver, ")
                .append(assigns ? field.type() + " $value" : "int $by")
                .append(") { ");
        if (!assigns) {
            out.append(field.type() + " $old = " + field.name() + "(" + receiver + "); " + field.type() + " $value = ("
                    + writer.number() + ") ($old + $by); ");
        }
        out.append(set + "$value); return " + (writer.gives() == Accessor.Gives.OLD ? "$old" : "$value") + "; }\n");
    }

    private String modifier(boolean isStatic) {
        return isStatic || !generic ? "static " : "";
    }

    private void method(Accessor.Method method) {
        Accessor.Signature signature = method.signature();
        Accessor.Site site = method.site();
        String name = method.name();
        List<String> types = new ArrayList<>();
        signature.erased().forEach(type -> types.add(type + ".class"));
        boolean above = !site.above().isEmpty();
        handle(
                "MethodHandle",
                name,
                "$lookup(" + site.owner() + ".class).find"
                        + (above ? "Special" : site.isStatic() ? "Static" : "Virtual") + "("
                        + (above ? site.above() : site.owner()) + ".class, \"" + site.method()
                        + "\", java.lang.invoke.MethodType.methodType(" + String.join(", ", types) + ")"
                        + (above ? ", " + site.owner() + ".class)" : ")"));
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        if (!site.isStatic()) {
            parameters.add(site.receiver() + " $receiver");
            arguments.add("$receiver");
        }
        for (int i = 0; i < signature.parameters().size(); i++) {
            parameters.add(signature.parameters().get(i) + " $p" + i);
            arguments.add("$p" + i);
        }
        boolean nothing = signature.result().equals("void");
        header(name, modifier(site.isStatic()), signature, parameters);
        out.append("{ try { ")
                .append(nothing ? "" : "return (" + signature.result() + ") ")
                .append(name)
                .append("$h.invoke(")
                .append(String.join(", ", arguments))
                .append("); } catch (Throwable $failure) { throw ")
                .append("$raise($failure); } }\n");
        if (!site.isStatic()) {
            bound(name, signature, parameters, arguments, nothing);
        }
    }

    /** The same method of the task's own object, for method references. */
    private void bound(
            String name,
            Accessor.Signature signature,
            List<String> parameters,
            List<String> arguments,
            boolean nothing) {
        header(name + "$", "", signature, parameters.subList(1, parameters.size()));
        List<String> own = new ArrayList<>(arguments);
        own.set(0, "$target");
        out.append(nothing ? "{ " : "{ return ")
                .append(name)
                .append('(')
                .append(String.join(", ", own))
                .append("); }\n");
    }

    private void header(String name, String modifier, Accessor.Signature signature, List<String> parameters) {
        out.append("  private ")
                .append(modifier)
                .append(signature.typeParameters())
                .append(signature.typeParameters().isEmpty() ? "" : " ")
                .append(signature.result())
                .append(' ')
                .append(name)
                .append('(')
                .append(String.join(", ", parameters))
                .append(')')
                .append(signature.thrown())
                .append(' ');
    }
}
