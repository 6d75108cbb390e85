package dev.fermata.spring.ledger;

import dev.fermata.Step;
import dev.fermata.Task;
import java.util.List;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A task whose step would not run in the transaction its checkpoint commits in. */
public class RefusedTasks {

    @Task(id = "refused")
    public String refused(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Step
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public String apart(String run, List<String> notes) {
        throw new UnsupportedOperationException(run);
    }
}
