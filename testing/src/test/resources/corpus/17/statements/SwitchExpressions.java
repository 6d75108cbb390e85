package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** switch expressions: arrow, colon, yield, nested, as an operand. */
public class SwitchExpressions {

    public enum Color {
        RED,
        GREEN,
        BLUE
    }

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "switch-expression.arrow")
    public int arrow(int n) {
        return switch (n) {
            case 0 -> one(0);
            case 1, 2 -> one(12);
            default -> -1;
        };
    }

    @Task(id = "switch-expression.selector-is-a-step")
    public String selectorIsAStep(int n) {
        String r = switch (one(n)) {
            case 1 -> "one";
            case 2 -> text("two");
            default -> "many";
        };
        return r + text(r);
    }

    @Task(id = "switch-expression.block-yield")
    public int blockYield(int n) {
        int r = switch (n) {
            case 0 -> {
                int a = one(n);
                yield a + one(a);
            }
            case 1 -> {
                effect("one");
                yield 1;
            }
            default -> {
                if (n > 2) yield one(33);
                yield 22;
            }
        };
        return r;
    }

    @Task(id = "switch-expression.colon-yield")
    public String colonYield(int n) {
        return switch (one(n)) {
            case 1:
                effect("one");
            case 2:
                yield text("one or two");
            case 3:
                yield "three";
            default:
                for (int i = 0; ; i++) {
                    if (one(i) > 2) yield "loop" + i;
                }
        };
    }

    @Task(id = "switch-expression.throw")
    public int throwing(int n) {
        return switch (n) {
            case 0 -> throw new IllegalArgumentException("zero");
            case 1 -> one(1);
            default -> throw new IllegalStateException(text(n));
        };
    }

    @Task(id = "switch-expression.operand")
    public String operand(int n) {
        return text("a")
                + switch (n) {
                    case 0 -> text("zero");
                    case 1 -> 1;
                    default -> t("d", 2);
                }
                + text("b");
    }

    @Task(id = "switch-expression.argument")
    public String argument(int n) {
        return text(one(n) + switch (one(n * 2)) {
            case 1 -> 10;
            default -> one(20);
        });
    }

    @Task(id = "switch-expression.nested")
    public int nested(int n) {
        return switch (n) {
            case 1 -> switch (one(n)) {
                case 2 -> one(100);
                default -> 5;
            };
            case 2 -> {
                int inner = switch (one(5)) {
                    case 6 -> {
                        effect("six");
                        yield one(6);
                    }
                    default -> 0;
                };
                yield inner * 2;
            }
            default -> 0;
        };
    }

    @Task(id = "switch-expression.enum-exhaustive")
    public String enumExhaustive(int n) {
        Color color = n < 0 ? null : Color.values()[n % 3];
        return switch (color) {
            case RED -> text("r");
            case GREEN -> "g";
            case BLUE -> {
                effect("blue");
                yield "b";
            }
        };
    }

    @Task(id = "switch-expression.string")
    public int onString(int n) {
        return switch ("k" + n) {
            case "k0" -> one(0);
            case "k1" -> 1;
            default -> one(9);
        };
    }

    @Task(id = "switch-expression.yield-through-finally")
    public String yieldThroughFinally(int n) {
        return switch (n) {
            case 0 -> {
                try {
                    yield text("zero");
                } finally {
                    effect("finally");
                }
            }
            case 1 -> {
                try {
                    effect("one");
                    throw new IllegalStateException("thrown");
                } catch (IllegalStateException e) {
                    yield text(e.getMessage());
                }
            }
            default -> "other";
        } + one(n);
    }

    @Task(id = "switch-expression.boolean-condition")
    public int condition(int n) {
        if (switch (n) {
            case 0 -> true;
            case 1 -> one(n) > 1;
            default -> false;
        }) {
            return one(100);
        }
        return 0;
    }

    @Task(id = "switch-expression.numeric-promotion")
    public String promotion(int n) {
        Object o = switch (n) {
            case 0 -> one(0);
            case 1 -> 1.5;
            default -> 'c';
        };
        return o.getClass().getSimpleName() + text(o);
    }

    @Task(id = "switch-expression.mixed-boxing")
    public String mixedBoxing(int n) {
        Integer nothing = null;
        Integer o = switch (n) {
            case 0 -> one(0);
            case 1 -> nothing;
            default -> 3;
        };
        return text(o);
    }

    @Task(id = "switch-expression.statement-of-assignments")
    public int assignments(int n) {
        int a = 0;
        int b = a = switch (n) {
            case 0 -> a = one(5);
            default -> a + one(7);
        };
        return a * 100 + b;
    }

    @Task(id = "switch-expression.without-step")
    public String withoutStep(int n) {
        String s = switch (n) {
            case 0, 1 -> "few";
            case 2 -> {
                String x = "t";
                yield x + "wo";
            }
            default -> "many";
        };
        return text(s);
    }

    @Task(id = "switch-expression.poly-generic")
    public List<String> poly(int n) {
        List<String> list = switch (n) {
            case 0 -> List.of();
            case 1 -> new ArrayList<>(List.of(text(n)));
            default -> Arrays.asList(text("a"), "b");
        };
        effect(list);
        return list;
    }
}
