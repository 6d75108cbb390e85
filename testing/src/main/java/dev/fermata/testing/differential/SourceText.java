package dev.fermata.testing.differential;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A source file that stands in memory. */
final class SourceText extends SimpleJavaFileObject {

    private final String text;

    SourceText(String path, String text) {
        super(URI.create("memory:///" + path), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
