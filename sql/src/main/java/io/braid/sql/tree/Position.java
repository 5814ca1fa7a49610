package io.braid.sql.tree;

/**
 * A place in the text that was parsed.
 *
 * <p>All positions are equal to each other, so that trees compare by what they say: a GROUP BY item equals the same
 * expression in the select list, and a formatted statement equals its original. Compare {@link #line}, {@link #column} or
 * {@link #offset} when the place itself matters.
 *
 * @param line the line, from 1
 * @param column the column in that line, from 1, in characters as Java counts them
 * @param offset the characters before it in the whole text, from 0
 */
public record Position(int line, int column, int offset) {
    /** For trees that no text stands behind. */
    public static final Position NONE = new Position(1, 1, 0);

    @Override
    public boolean equals(Object other) {
        return other instanceof Position;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
