package dev.fermata.processor.lower;

import java.util.regex.Pattern;

/** Source text as a part of a name: itself where it is short and plain, otherwise a digest of it. Layout is of no account. */
final class Words {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.;]{0,32}");

    private Words() {}

    static String of(String text) {
        String words = text.replaceAll("\\s+", "").replace(',', ';');
        return PLAIN.matcher(words).matches() ? words : digest(words);
    }

    /** {@link String#hashCode} is specified, so a digest outlives builds and compilers. */
    static String digest(String words) {
        return String.format("~%08x", words.hashCode());
    }
}
