package dev.fermata.testing.fuzz;

/** A type that values and variables of generated programs have. */
enum Kind {
    INT("int", "0"),
    LONG("long", "0L"),
    BOOLEAN("boolean", "false"),
    CHAR("char", "'c'"),
    DOUBLE("double", "0.5"),
    STRING("String", "\"\""),
    BOXED("Integer", "null"),
    INTS("int[]", "new int[] {1, 2}"),
    LIST("List<Integer>", "new ArrayList<Integer>()"),
    MAP("Map<String, Integer>", "new TreeMap<String, Integer>()"),
    PAIR("Pair", "new Pair(1, \"p\")"),
    SHAPE("Shape", "Shape.of(new Dot(1))"),
    COLOR("Color", "Color.RED"),
    CELL("Cell", "new Cell(1)");

    final String type;

    /** What stands where nothing better is left. */
    final String plainest;

    Kind(String type, String plainest) {
        this.type = type;
        this.plainest = plainest;
    }

    boolean mutable() {
        return this == INTS || this == LIST || this == MAP || this == CELL;
    }

    boolean primitive() {
        return compareTo(STRING) < 0;
    }
}
