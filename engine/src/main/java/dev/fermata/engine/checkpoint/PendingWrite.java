package dev.fermata.engine.checkpoint;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.WriteResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The thin handle of one write: what is to be written, and the answer its attempt waits for. */
final class PendingWrite {

    private final AttemptWrite item;
    private final CompletableFuture<WriteResult> answer = new CompletableFuture<>();

    PendingWrite(AttemptWrite item) {
        this.item = item;
    }

    AttemptWrite item() {
        return item;
    }

    void answer(WriteResult result) {
        answer.complete(result);
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** Waits for the answer; an interrupt does not end the wait, because the write is on its way. */
    WriteResult await() {
        while (true) {
            try {
                return join();
            } catch (VirtualMachineError e) {
                // To wait takes memory. The write is on its way all the same.
                Thread.onSpinWait();
            }
        }
    }

    private WriteResult join() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
