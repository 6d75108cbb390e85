package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;

/** Tasks as users write them. */
public class Realistic {

    private static final BigDecimal LIMIT = new BigDecimal("100");
    private final Payments payments = new Payments();

    public record OrderRequest(String orderId, int size) {}

    public record Line(String sku, int count, BigDecimal price) {}

    public record Order(String id, List<Line> lines, BigDecimal total) {}

    public record Payment(String id, BigDecimal amount) {}

    public sealed interface Receipt permits Paid, Rejected {}

    public record Paid(String order, String payment, List<String> reservations) implements Receipt {}

    public record Rejected(String order, String reason) implements Receipt {}

    public static class PaymentDeclined extends Exception {
        private static final long serialVersionUID = 1L;
        public final String code;

        public PaymentDeclined(String code) {
            super("declined: " + code);
            this.code = code;
        }
    }

    /** An injected bean. */
    public static class Payments {

        @Step(retry = @Retry(maxAttempts = 1))
        public Payment charge(Order order) throws PaymentDeclined {
            Trace.step("charge", order.id(), order.total());
            if (order.lines().size() == 3) throw new PaymentDeclined("no funds");
            return new Payment("pay-" + order.id() + Durable.idempotencyKey(), order.total());
        }

        @Step
        public void refund(Payment payment) {
            Trace.step("refund", payment);
        }
    }

    public static Object[][] processOrderInputs() {
        return new Object[][] {
            {new OrderRequest("a", 0)}, {new OrderRequest("b", 1)}, {new OrderRequest("c", 2)}, {new OrderRequest("d", 3)},
            {new OrderRequest("e", 5)}
        };
    }

    @Task(id = "realistic.process-order")
    public Receipt processOrder(OrderRequest request) throws PaymentDeclined {
        Order order = load(request.orderId(), request.size());
        Payment payment = payments.charge(order);
        if (order.total().compareTo(LIMIT) > 0) {
            boolean approved = approve(order);
            if (!approved) {
                payments.refund(payment);
                return new Rejected(order.id(), "not approved");
            }
        }
        List<String> reservations = new ArrayList<>();
        try {
            for (Line line : order.lines()) {
                reservations.add(reserve(line));
            }
        } catch (IllegalStateException e) {
            for (String reservation : reservations) release(reservation);
            payments.refund(payment);
            return new Rejected(order.id(), e.getMessage());
        }
        Durable.sleep(Duration.ofDays(3));
        confirm(order);
        return new Paid(order.id(), payment.id(), reservations);
    }

    @Step
    Order load(String id, int size) {
        Trace.step("load", id, size);
        List<Line> lines = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < size; i++) {
            Line line = new Line("sku" + i, i + 1, new BigDecimal("7.25").multiply(BigDecimal.valueOf(i + 1)));
            lines.add(line);
            total = total.add(line.price().multiply(BigDecimal.valueOf(line.count())));
        }
        return new Order(id, lines, total);
    }

    @Step
    boolean approve(Order order) {
        Trace.step("approve", order.id());
        return order.lines().size() % 2 == 0;
    }

    @Step
    String reserve(Line line) {
        Trace.step("reserve", line);
        if (line.sku().equals("sku4")) throw new IllegalStateException("out of stock");
        return "r-" + line.sku();
    }

    @Step
    void release(String reservation) {
        Trace.step("release", reservation);
    }

    @Step
    void confirm(Order order) {
        Trace.step("confirm", order.id());
    }

    // a tool loop whose message list grows

    public sealed interface Message permits User, Assistant, ToolResult {}

    public record User(String text) implements Message {}

    public record Assistant(String text, List<ToolCall> calls) implements Message {}

    public record ToolResult(String id, String output) implements Message {}

    public record ToolCall(String id, String tool, Map<String, Object> arguments) {}

    @Step
    Assistant think(List<Message> messages, int depth) {
        Trace.step("think", messages.size(), depth);
        if (messages.size() > depth * 3) return new Assistant("answer after " + messages.size(), List.of());
        return new Assistant(
                "",
                List.of(
                        new ToolCall("c" + messages.size(), "search", Map.of("q", "fermata")),
                        new ToolCall("d" + messages.size(), "read", Map.of("page", messages.size()))));
    }

    @Step
    String useTool(ToolCall call) {
        Trace.step("useTool", call.tool(), call.id());
        if (call.id().equals("d4")) throw new IllegalArgumentException("no such page");
        return call.tool() + " says " + call.arguments();
    }

    @Task(id = "realistic.agent")
    public String agent(int n) {
        List<Message> messages = new ArrayList<>();
        messages.add(new User("question " + n));
        for (int turn = 0; turn < 4; turn++) {
            Assistant answer = think(messages, n);
            messages.add(answer);
            if (answer.calls().isEmpty()) return answer.text();
            for (ToolCall call : answer.calls()) {
                String output;
                try {
                    output = useTool(call);
                } catch (RuntimeException e) {
                    output = "error: " + e.getMessage();
                }
                messages.add(new ToolResult(call.id(), output));
            }
        }
        return "gave up after " + messages.size() + " " + messages.get(messages.size() - 1);
    }

    // a saga with a stack of compensations

    @Task(id = "realistic.saga")
    public String saga(int n) {
        Deque<String> undo = new ArrayDeque<>();
        try {
            undo.push(act("flight", n));
            undo.push(act("hotel", n));
            if (n == 2) throw new IllegalStateException("no car");
            undo.push(act("car", n));
            return "booked " + undo;
        } catch (RuntimeException e) {
            while (!undo.isEmpty()) {
                String what = undo.pop();
                try {
                    act("cancel " + what, n);
                } catch (RuntimeException again) {
                    e.addSuppressed(again);
                }
            }
            throw e;
        }
    }

    @Step
    String act(String what, int n) {
        Trace.step("act", what);
        if (n == 3 && what.equals("hotel")) throw new UnsupportedOperationException("hotel is full");
        return what + n;
    }

    // polling with a deadline

    @Task(id = "realistic.polling")
    public String polling(int n) {
        Duration waited = Duration.ZERO;
        Duration pause = Duration.ofSeconds(1);
        String status;
        while (!(status = poll(n)).equals("done")) {
            if (waited.compareTo(Duration.ofSeconds(20)) > 0) return "timed out: " + status;
            Durable.sleep(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2);
            n--;
        }
        return status + " after " + waited;
    }

    @Step
    String poll(int n) {
        Trace.step("poll", n);
        return n == 1 ? "done" : "status" + n;
    }

    // reading pages until there are no more

    public record Page(List<Integer> rows, Integer next) {}

    @Step
    Page page(Integer cursor, int n) {
        Trace.step("page", cursor, n);
        int at = cursor == null ? 0 : cursor;
        List<Integer> rows = new ArrayList<>();
        for (int i = at; i < Math.min(at + 2, n); i++) rows.add(i);
        return new Page(rows, at + 2 < n ? at + 2 : null);
    }

    @Task(id = "realistic.paging")
    public Map<String, Integer> paging(int n) {
        Map<String, Integer> counts = new TreeMap<>();
        Integer cursor = null;
        do {
            Page page = page(cursor, n);
            for (int row : page.rows()) {
                String key = row % 2 == 0 ? "even" : "odd";
                counts.merge(key, row, Integer::sum);
                store(key, counts.get(key));
            }
            cursor = page.next();
        } while (cursor != null);
        return counts;
    }

    @Step
    void store(String key, int sum) {
        Trace.step("store", key, sum);
    }
}
