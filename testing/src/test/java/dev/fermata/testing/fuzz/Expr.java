package dev.fermata.testing.fuzz;

/** The text of an expression, and whether it can be an operand as it is. */
record Expr(String text, boolean atomic) {

    static Expr atom(String text) {
        return new Expr(text, true);
    }

    static Expr of(String text) {
        return new Expr(text, false);
    }

    String operand() {
        return atomic ? text : "(" + text + ")";
    }
}
