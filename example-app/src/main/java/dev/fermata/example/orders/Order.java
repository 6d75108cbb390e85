package dev.fermata.example.orders;

import java.util.List;

/** An order as it stands in the shop's database. */
public record Order(int id, String customer, List<Line> lines) {

    public Order {
        lines = List.copyOf(lines);
    }

    /** So many pieces of one article. */
    public record Line(int position, String sku, int quantity, int cents) {}

    public int cents() {
        return lines.stream().mapToInt(line -> line.quantity() * line.cents()).sum();
    }
}
