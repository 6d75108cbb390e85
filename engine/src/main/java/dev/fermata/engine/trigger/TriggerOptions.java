package dev.fermata.engine.trigger;

import org.jspecify.annotations.Nullable;

/**
 * Options of a trigger.
 *
 * @param idempotencyKey unique within the task; null for none
 * @param requestKey identity of an HTTP request, so that it can be repeated after a lost answer; null for none
 */
public record TriggerOptions(
        @Nullable String idempotencyKey, @Nullable String requestKey) {

    /** None. */
    public static final TriggerOptions NONE = new TriggerOptions(null, null);

    static final int LONGEST_KEY = 256;

    /** @throws TriggerException a key is empty, too long or cannot be stored */
    public TriggerOptions {
        check("idempotency key", idempotencyKey);
        check("request key", requestKey);
    }

    private static void check(String what, @Nullable String key) {
        if (key == null) {
            return;
        }
        int length = key.codePointCount(0, key.length());
        if (length < 1 || length > LONGEST_KEY) {
            throw TriggerException.illegalKey(what, length);
        }
        if (key.codePoints().anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
            throw TriggerException.unprintableKey(what);
        }
    }
}
