package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Code;

/** Fills the holes of code. */
final class CodeText {

    private CodeText() {}

    /** The declarations that have to stand before the statement the code is part of. */
    static String leading(Code code) {
        StringBuilder text = new StringBuilder();
        code.leading().forEach(alias -> text.append(alias(alias)));
        return text.toString();
    }

    /** @param bean the expression whose proxied methods are called */
    static String of(Code code, String bean) {
        StringBuilder text = new StringBuilder();
        for (Code.Part part : code.parts()) {
            text.append(part(part, bean));
        }
        return text.toString();
    }

    private static String part(Code.Part part, String bean) {
        if (part instanceof Code.Verbatim verbatim) {
            return verbatim.text();
        }
        if (part instanceof Code.Use use) {
            String name = use.alias() != null && use.variable().field()
                    ? use.alias()
                    : use.variable().javaName();
            boolean cast = use.read() && !use.variable().cast().isEmpty();
            return cast ? "((" + use.variable().cast() + ") " + name + ")" : name;
        }
        if (part instanceof Code.State state) {
            return String.valueOf(state.target().number());
        }
        if (part instanceof Code.Alias alias) {
            return alias(alias);
        }
        return bean;
    }

    private static String alias(Code.Alias alias) {
        return alias.variable().field()
                ? "final " + alias.variable().typeText() + " " + alias.alias() + " = "
                        + alias.variable().javaName() + "; "
                : "";
    }
}
