package dev.fermata.engine.trigger;

import dev.fermata.FermataException;

/** A trigger was refused; nothing is stored. */
public final class TriggerException extends FermataException {

    private static final long serialVersionUID = 1L;

    private TriggerException(String code, String sentence) {
        super(code, sentence);
    }

    static TriggerException unknownTask(String taskId) {
        return new TriggerException(
                "FERMATA-3001",
                "there is no task '" + taskId
                        + "': neither this application declares it, nor has a worker registered it."
                        + " Check the id, or start the application that holds the task once.");
    }

    static TriggerException illegalKey(String what, int length) {
        return new TriggerException(
                "FERMATA-3002",
                "the " + what + " has " + length + " characters. Use 1 to " + TriggerOptions.LONGEST_KEY
                        + ", for instance the hash of what is longer.");
    }

    static TriggerException unprintableKey(String what) {
        return new TriggerException(
                "FERMATA-3002",
                "the " + what
                        + " contains the character U+0000 or half a surrogate pair, which cannot be stored. Encode"
                        + " binary keys as hexadecimal digits.");
    }

    static TriggerException tooLarge(String taskId, int bytes, int limit) {
        return new TriggerException(
                "FERMATA-3003",
                "the payload for task '" + taskId + "' has " + bytes + " bytes, and the limit is " + limit
                        + ". Store the large part elsewhere and pass a reference to it, or raise"
                        + " fermata.trigger.max-payload.");
    }
}
