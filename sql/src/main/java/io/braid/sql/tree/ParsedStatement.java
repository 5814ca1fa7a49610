package io.braid.sql.tree;

/**
 * A statement and how it was written. Equality is by the statement alone.
 *
 * @param text exactly as written, without the semicolon and what surrounds it
 * @param start where the text begins in the whole, in characters from 0
 * @param end where the text ends in the whole; the character there is no longer part of it
 */
public record ParsedStatement(Statement statement, String text, int start, int end) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedStatement that && statement.equals(that.statement);
    }

    @Override
    public int hashCode() {
        return statement.hashCode();
    }
}
