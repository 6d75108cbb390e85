package dev.fermata.spring.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** A service that steps call: transactional by itself, and joining whoever is. */
public class Bookkeeper {

    private final JdbcClient jdbc;

    Bookkeeper(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Marks the transaction it has joined as one to roll back. */
    @Transactional
    public void refuse() {
        throw new IllegalArgumentException("refused");
    }

    /** Only a commit finds out that there is no such permit. */
    @Transactional
    public void claimPermit(String run) {
        int unused =
                jdbc.sql("insert into claimed_permit values (?)").param(run).update();
    }
}
