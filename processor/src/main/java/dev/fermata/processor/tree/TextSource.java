package dev.fermata.processor.tree;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** Source text that exists only for the isolated attribution. */
final class TextSource extends SimpleJavaFileObject {

    private final String binaryName;
    private final String text;

    private TextSource(String path, String binaryName, String text) {
        super(URI.create("fermata:///" + path), Kind.SOURCE);
        this.binaryName = binaryName;
        this.text = text;
    }

    /** The stub of a top-level type. */
    static TextSource stub(String binaryName, String text) {
        return new TextSource(binaryName.replace('.', '/') + ".java", binaryName, text);
    }

    /**
     * A file of the user. It keeps its name, since a public class must stand in a file named like it.
     *
     * @param packageName empty for the unnamed package
     */
    static TextSource unit(String packageName, String fileName, String text) {
        String path = packageName.isEmpty() ? fileName : packageName.replace('.', '/') + "/" + fileName;
        return new TextSource(path, path.replace('/', '.').replaceFirst("\\.java$", ""), text);
    }

    String binaryName() {
        return binaryName;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
