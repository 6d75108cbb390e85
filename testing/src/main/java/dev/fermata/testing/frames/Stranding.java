package dev.fermata.testing.frames;

/**
 * A place from which a build cannot go on.
 *
 * @param reason what is missing, without how many runs it concerns
 */
public record Stranding(String taskId, String label, String phase, String reason) {

    @Override
    public String toString() {
        return taskId + ": " + phase + " '" + label + "': " + reason;
    }
}
