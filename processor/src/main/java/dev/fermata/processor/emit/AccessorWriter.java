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
            } else if (accessor instanceof Accessor.Creator creator) {
                creator(creator);
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
                "$lookup(" + field.site().owner() + ".class).find"
                        + (field.site().isStatic() ? "Static" : "") + "VarHandle("
                        + field.site().owner() + ".class, \"" + field.site().member() + "\", " + field.erasedType()
                        + ".class)");
        out.append("  private ")
                .append(modifier(field.site().isStatic()))
                .append(field.typeParameters())
                .append(field.typeParameters().isEmpty() ? "" : " ")
                .append(field.type())
                .append(' ')
                .append(name)
                .append(
                        field.site().isStatic()
                                ? "() { return ("
                                : "(" + field.site().receiver() + " $receiver) { return (")
                .append(field.type())
                .append(") ")
                .append(name)
                .append(field.isVolatile() ? "$h.getVolatile(" : "$h.get(")
                .append(field.site().isStatic() ? "" : "$receiver")
                .append("); }\n");
    }

    private void writer(Accessor.Writer writer) {
        Accessor.Field field = writer.field();
        boolean assigns = writer.gives() == Accessor.Gives.ASSIGNED;
        String receiver = field.site().isStatic() ? "" : "$receiver";
        String set = field.name()
                + (field.isVolatile() ? "$h.setVolatile(" : "$h.set(")
                + (field.site().isStatic() ? "" : "$receiver, ");
        out.append("  private ")
                .append(modifier(field.site().isStatic()))
                .append(field.typeParameters() + (field.typeParameters().isEmpty() ? "" : " "))
                .append(field.type() + " " + writer.name() + "(")
                .append(field.site().isStatic() ? "" : field.site().receiver() + " $receiver, ")
                .append(assigns ? field.type() + " $value" : "int $by")
                .append(") { ");
        if (!assigns) {
            out.append(field.type() + " $old = " + field.name() + "(" + receiver + "); " + field.type() + " $value = ("
                    + writer.number() + ") ($old + $by); ");
        }
        out.append(set + "$value); return " + (writer.gives() == Accessor.Gives.OLD ? "$old" : "$value") + "; }\n");
    }

    private void creator(Accessor.Creator creator) {
        Accessor.Signature signature = creator.signature();
        String name = creator.name();
        List<String> types = new ArrayList<>();
        signature.erased().forEach(type -> types.add(type + ".class"));
        handle(
                "MethodHandle",
                name,
                "$lookup(" + creator.owner() + ".class).findConstructor(" + creator.owner()
                        + ".class, java.lang.invoke.MethodType.methodType(" + String.join(", ", types) + "))");
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (String parameter : signature.parameters()) {
            arguments.add("$p" + arguments.size());
            parameters.add(parameter + " " + arguments.get(arguments.size() - 1));
        }
        header(name, "static ", signature, parameters);
        out.append("{ try { return (" + signature.result() + ") " + name + "$h.invoke(" + String.join(", ", arguments)
                + "); } catch (Throwable $failure) { throw $raise($failure); } }\n");
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
                        + (above ? site.above() : site.owner()) + ".class, \"" + site.member()
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
            bound(name, site.receiver(), signature, parameters, arguments, nothing);
        }
    }

    /** The same method of the task's own object, for method references. */
    private void bound(
            String name,
            String receiver,
            Accessor.Signature signature,
            List<String> parameters,
            List<String> arguments,
            boolean nothing) {
        header(name + "$", "", signature, parameters.subList(1, parameters.size()));
        List<String> own = new ArrayList<>(arguments);
        // of another class, nobody calls it
        own.set(0, "(" + receiver + ") (Object) $target");
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
