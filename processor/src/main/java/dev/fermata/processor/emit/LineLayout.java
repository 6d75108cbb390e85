package dev.fermata.processor.emit;

/** Text that grows downwards, with a wish for the line that comes next. */
final class LineLayout {

    private final StringBuilder text = new StringBuilder();
    private int line = 1;

    /** Moves down to a line, unless the text is already past it; 0 is anywhere. */
    LineLayout at(int wanted) {
        while (line < wanted) {
            add("\n");
        }
        return this;
    }

    LineLayout add(String more) {
        text.append(more);
        line += (int) more.chars().filter(c -> c == '\n').count();
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
