package dev.fermata.example.orders;

import dev.fermata.PermanentFailureException;
import dev.fermata.example.orders.Order.Line;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The shop's orders. */
@Repository
class OrderBook {

    private final JdbcClient jdbc;

    OrderBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Order find(int id) {
        String customer = jdbc.sql("select customer from shop.customer_order where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new PermanentFailureException("there is no order " + id + "; there are 1 to 1000"));
        List<Line> lines = jdbc.sql(
                        "select position, sku, quantity, cents from shop.order_line where order_id = ? order by position")
                .param(id)
                .query(Line.class)
                .list();
        return new Order(id, customer, lines);
    }
}
