package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Two names for one object are still two names for one object after a restart. */
public class Aliasing {

    public static class Node {
        public int value;
        public Node next;
        public List<Node> children = new ArrayList<>();

        public Node() {}

        public Node(int value) {
            this.value = value;
        }
    }

    public record Frame(Node node, int[] numbers) {}

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public void touch(Node node) {
        Trace.step("touch", node);
        node.value += 100;
    }

    @Step
    public Node grow(Node node) {
        Trace.step("grow", node);
        node.next = new Node(node.value + 1);
        return node;
    }

    @Step
    public List<Integer> append(List<Integer> list, int v) {
        Trace.step("append", list, v);
        list.add(v);
        return list;
    }

    @Task(id = "aliasing.two-locals")
    public String twoLocals(int n) {
        Node a = new Node(n);
        Node b = a;
        s(1);
        b.value++;
        s(2);
        return a.value + "," + (a == b);
    }

    @Task(id = "aliasing.local-and-element")
    public String localAndElement(int n) {
        List<Node> list = new ArrayList<>(List.of(new Node(1), new Node(2)));
        Node second = list.get(1);
        s(n);
        second.value = 50;
        s(n);
        return list.get(1).value + "," + (list.get(1) == second);
    }

    @Task(id = "aliasing.loop-variable")
    public int loopVariable(int n) {
        List<Node> list = new ArrayList<>(List.of(new Node(1), new Node(2), new Node(n)));
        for (Node node : list) {
            s(node.value);
            node.value *= 2;
        }
        int sum = 0;
        for (Node node : list) sum += node.value;
        return sum;
    }

    @Task(id = "aliasing.step-changes-its-argument")
    public int stepChanges(int n) {
        Node a = new Node(n);
        Node b = a;
        touch(a);
        s(0);
        touch(b);
        return a.value;
    }

    @Task(id = "aliasing.step-returns-its-argument")
    public String stepReturns(int n) {
        Node a = new Node(n);
        Node b = grow(a);
        b.value = 70;
        s(0);
        b.next.value++;
        return a.value + "," + a.next.value + "," + (a == b);
    }

    @Task(id = "aliasing.cycle")
    public String cycle(int n) {
        Node a = new Node(n);
        Node b = new Node(n + 1);
        a.next = b;
        b.next = a;
        a.children.add(a);
        s(0);
        a.value = 9;
        s(1);
        return b.next.value + "," + (a.next.next == a) + (a.children.get(0) == a);
    }

    @Task(id = "aliasing.two-names-for-a-list")
    public String twoLists(int n) {
        List<Integer> a = new ArrayList<>();
        List<Integer> b = a;
        s(n);
        b.add(n);
        s(n);
        return a + "," + (a == b);
    }

    @Task(id = "aliasing.two-names-for-an-array")
    public String twoArrays(int n) {
        int[] a = {1, 2, 3};
        int[] b = a;
        s(n);
        b[0] = 42;
        s(n);
        return a[0] + "," + (a == b);
    }

    @Task(id = "aliasing.row-of-a-matrix")
    public String row(int n) {
        int[][] m = new int[2][2];
        int[] row = m[1];
        s(n);
        row[0] = 5;
        m[1][1] = s(n);
        return Arrays.deepToString(m) + (row == m[1]);
    }

    @Task(id = "aliasing.map-value")
    public String mapValue(int n) {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        List<Integer> list = map.computeIfAbsent("a", k -> new ArrayList<>());
        s(n);
        list.add(n);
        append(list, s(n));
        return map + "" + (map.get("a") == list);
    }

    @Task(id = "aliasing.record-component")
    public String recordComponent(int n) {
        Node node = new Node(n);
        int[] numbers = {n};
        Frame frame = new Frame(node, numbers);
        s(n);
        node.value = 8;
        numbers[0] = 9;
        s(n);
        return frame.node().value + "," + frame.numbers()[0];
    }

    @Task(id = "aliasing.equal-but-not-the-same")
    public String equalButDifferent(int n) {
        List<Integer> a = new ArrayList<>(List.of(1));
        List<Integer> b = new ArrayList<>(List.of(1));
        Node x = new Node(1);
        Node y = new Node(1);
        s(n);
        a.add(2);
        x.value = 5;
        s(n);
        return a + "," + b + y.value + (x == y);
    }

    @Task(id = "aliasing.exception-and-variable")
    public String exceptionVariable(int n) {
        IllegalStateException made = new IllegalStateException("made" + n);
        try {
            s(n);
            if (n > 1) throw made;
        } catch (IllegalStateException e) {
            s(1);
            return "same " + (e == made);
        }
        return "none";
    }

    @Task(id = "aliasing.linked-list-walk")
    public int walk(int n) {
        Node head = new Node(0);
        Node at = head;
        for (int i = 1; i <= Math.max(0, n); i++) {
            at.next = new Node(s(i));
            at = at.next;
        }
        int sum = 0;
        for (Node x = head; x != null; x = x.next) {
            sum += x.value;
            x.value = -1;
            s(sum);
        }
        return sum * 10 + at.value;
    }
}
