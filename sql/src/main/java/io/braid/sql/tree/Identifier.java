package io.braid.sql.tree;

import java.util.Locale;

/**
 * A name as the platform knows it: bare ones are already folded to lower case, quoted ones keep their case.
 *
 * <p>Equality is by value: {@code "users"} and {@code users} are the same name.
 */
public record Identifier(String value, boolean quoted, Position at) {
    /** A name that no text stands behind, with its case kept. */
    public static Identifier of(String value) {
        return new Identifier(value, false, Position.NONE);
    }

    /** A name written without quotes. */
    public static Identifier bare(String text, Position at) {
        return new Identifier(text.toLowerCase(Locale.ROOT), false, at);
    }

    /** A name written in double quotes or back-quotes, given without them. */
    public static Identifier quoted(String value, Position at) {
        return new Identifier(value, true, at);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifier that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
