package dev.fermata.testing.fuzz;

/** Expressions of kinds that are objects. */
final class Objects {

    private final Grammar g;

    Objects(Grammar g) {
        this.g = g;
    }

    private String operand(Kind kind, Scope scope, Position position, int depth) {
        return g.values.value(kind, scope, position, depth).operand();
    }

    private String argument(Kind kind, Scope scope, Position position, int depth) {
        return g.values.value(kind, scope, position, depth).text();
    }

    private String made(Kind kind, Scope scope, int depth) {
        return argument(kind, scope, Position.CONSTRUCTOR_ARGUMENT, depth);
    }

    private String first(Kind kind, Scope scope, int depth) {
        return argument(kind, scope, Position.FIRST_ARGUMENT, depth);
    }

    private String later(Kind kind, Scope scope, int depth) {
        return argument(kind, scope, Position.LATER_ARGUMENT, depth);
    }

    private Expr traced(Kind kind, Scope scope, int depth) {
        return Expr.atom("t(\"" + scope.plan.unique("o") + "\", " + later(kind, scope, depth) + ")");
    }

    Expr text(Scope scope, int depth) {
        Kind any = scope.draw.of(Kind.values());
        return switch (scope.draw.below(9)) {
            case 0, 1 ->
                Expr.of(operand(Kind.STRING, scope, Position.CONCAT_LEFT, depth)
                        + " + "
                        + operand(printable(any), scope, Position.CONCAT_RIGHT, depth));
            case 2 ->
                Expr.of(operand(printable(any), scope, Position.CONCAT_LEFT, depth)
                        + " + \",\" + "
                        + operand(Kind.STRING, scope, Position.CONCAT_RIGHT, depth));
            case 3 -> Expr.atom("join(" + first(any, scope, depth) + ", " + later(any, scope, depth) + ")");
            case 4 -> traced(Kind.STRING, scope, depth);
            case 5 ->
                Expr.atom(operand(Kind.STRING, scope, Position.RECEIVER, depth)
                        + scope.draw.of(".toUpperCase()", ".strip().concat(\"!\")", ".repeat(2).substring(1)"));
            case 6 -> Expr.atom(operand(Kind.PAIR, scope, Position.RECEIVER, depth) + ".right()");
            case 7 -> Expr.atom(operand(Kind.COLOR, scope, Position.RECEIVER, depth) + ".name()");
            default -> Expr.atom("String.valueOf(" + first(printable(any), scope, depth) + ")");
        };
    }

    /** What an array or an object of ours prints is its address; a null array is none to {@code String.valueOf}. */
    private static Kind printable(Kind kind) {
        return kind == Kind.INTS || kind == Kind.CELL ? Kind.INT : kind;
    }

    Expr boxed(Scope scope, int depth) {
        return switch (scope.draw.below(4)) {
            case 0 -> Expr.atom("Integer.valueOf(" + first(Kind.INT, scope, depth) + ")");
            case 1 ->
                Expr.atom(
                        g.values.own(Kind.MAP, scope, Position.RECEIVER, depth).operand() + ".get("
                                + first(Kind.STRING, scope, depth) + ")");
            case 2 -> traced(Kind.BOXED, scope, depth);
            default ->
                Expr.of("(Integer) " + operand(scope.draw.of(Kind.INT, Kind.BOXED), scope, Position.CAST, depth));
        };
    }

    Expr array(Scope scope, int depth) {
        return switch (scope.draw.below(5)) {
            case 0 -> Expr.atom("new int[1 + (" + operand(Kind.INT, scope, Position.OPERAND_LEFT, depth) + " & 1)]");
            case 1 -> sized(scope);
            case 2 -> Expr.atom(operand(Kind.INTS, scope, Position.RECEIVER, depth) + ".clone()");
            case 3 -> traced(Kind.INTS, scope, depth);
            default ->
                Expr.atom("new int[] {" + argument(Kind.INT, scope, Position.ARRAY_ELEMENT, depth) + ", "
                        + argument(Kind.INT, scope, Position.ARRAY_ELEMENT, depth) + "}");
        };
    }

    private Expr sized(Scope scope) {
        if (!scope.step(80)) {
            return Expr.atom("new int[2]");
        }
        int site = scope.plan.site(Position.ARRAY_SIZE, scope);
        return Expr.atom("new int[one(" + site + ", " + argument(Kind.INT, scope, Position.STEP_ARGUMENT, 1) + ")]");
    }

    Expr list(Scope scope, int depth) {
        return switch (scope.draw.below(4)) {
            case 0 -> Expr.atom("new ArrayList<>(" + made(Kind.LIST, scope, depth) + ")");
            case 1 ->
                Expr.atom("new ArrayList<>(List.of(" + first(Kind.INT, scope, depth) + ", "
                        + later(Kind.INT, scope, depth) + "))");
            case 2 -> mapped(scope, depth);
            default -> traced(Kind.LIST, scope, depth);
        };
    }

    private Expr mapped(Scope scope, int depth) {
        String source = operand(Kind.LIST, scope, Position.RECEIVER, depth);
        if (scope.captured) {
            return Expr.atom("new ArrayList<>(" + source + ".stream().toList())");
        }
        String element = scope.plan.unique("l");
        Scope body = scope.lambda();
        body.constant(element, Kind.INT);
        return Expr.atom("new ArrayList<>(" + source + ".stream().map(" + element + " -> "
                + g.values.value(Kind.INT, body, Position.FIRST_ARGUMENT, 1).operand() + ").toList())");
    }

    Expr map(Scope scope, int depth) {
        return scope.draws(50)
                ? Expr.atom("new TreeMap<>(Map.of(\"k\", " + later(Kind.INT, scope, depth) + "))")
                : Expr.atom("new TreeMap<>(" + made(Kind.MAP, scope, depth) + ")");
    }

    Expr pair(Scope scope, int depth) {
        return scope.draws(70)
                ? Expr.atom("new Pair(" + made(Kind.INT, scope, depth) + ", " + made(Kind.STRING, scope, depth) + ")")
                : traced(Kind.PAIR, scope, depth);
    }

    Expr shape(Scope scope, int depth) {
        return scope.draws(50)
                ? Expr.atom("Shape.of(new Dot(" + made(Kind.INT, scope, depth) + "))")
                : Expr.atom("Shape.of(new Box(" + made(Kind.INT, scope, depth) + ", " + made(Kind.COLOR, scope, depth)
                        + "))");
    }

    Expr color(Scope scope, int depth) {
        return switch (scope.draw.below(3)) {
            case 0 -> Expr.atom("Color.of(" + first(Kind.INT, scope, depth) + ")");
            case 1 -> traced(Kind.COLOR, scope, depth);
            default -> Expr.atom(operand(Kind.COLOR, scope, Position.RECEIVER, depth) + ".next()");
        };
    }

    Expr cell(Scope scope, int depth) {
        return switch (scope.draw.below(3)) {
            case 0 ->
                Expr.atom(
                        g.values.own(Kind.CELL, scope, Position.RECEIVER, depth).operand() + ".plus("
                                + first(Kind.INT, scope, depth) + ")");
            case 1 -> traced(Kind.CELL, scope, depth);
            default -> Expr.atom("new Cell(" + made(Kind.INT, scope, depth) + ")");
        };
    }
}
