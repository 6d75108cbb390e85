package dev.fermata.testing.frames;

/**
 * A place from which a build cannot go on.
 *
 * @param taskId the task's; for a place inside a helper, the binary name of the helper's machine
 * @param reason what is missing, without how many runs it concerns
 */
public record Stranding(String taskId, String label, String phase, String reason) {

    @Override
    public String toString() {
        return taskId + ": " + phase + " '" + label + "': " + reason;
    }
}
