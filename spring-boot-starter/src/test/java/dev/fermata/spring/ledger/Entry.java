package dev.fermata.spring.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A line of the ledger; nothing but its row shows that a step has been there. */
@Entity
@Table(name = "ledger")
public class Entry {

    @Id
    private @Nullable String id;

    private @Nullable String run;

    protected Entry() {}

    public Entry(String id, String run) {
        this.id = id;
        this.run = run;
    }

    public @Nullable String id() {
        return id;
    }

    public @Nullable String run() {
        return run;
    }
}
