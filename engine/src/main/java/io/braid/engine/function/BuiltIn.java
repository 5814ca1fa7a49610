package io.braid.engine.function;

import java.util.List;

/**
 * A function of the language, or one way of calling it.
 *
 * @param chapter of the reference page
 * @param name upper case; empty for what has no name, such as an operator
 * @param signature as the reference page shows it: {@code SUBSTRING(text, from[, length])}
 * @param result a type, or words where it depends on the arguments
 * @param least arguments that it needs
 * @param most arguments that it takes
 * @param meaning in a sentence; empty when the name says it all
 */
public record BuiltIn(
        String chapter,
        Kind kind,
        String name,
        String signature,
        String result,
        int least,
        int most,
        String meaning,
        List<Example> examples) {
    /** {@link #most} of a function that takes any number. */
    public static final int MANY = Integer.MAX_VALUE;

    public BuiltIn {
        examples = List.copyOf(examples);
    }

    /** What a call of it does with rows. */
    public enum Kind {
        /** A value of each row. */
        SCALAR,
        /** A value of many rows. */
        AGGREGATE,
        /** A value of a row among others: only with OVER. */
        OVER,
        /** A value of the record that a row came from: only in continuous queries. */
        RECORD,
        /** Rows, in FROM. */
        TABLE,
        /** Written in a way of its own, which the grammar checks. */
        SYNTAX,
        /** Known, and not to be had. */
        REFUSED
    }

    /** An expression, and the cell that a client gets for it; {@code NULL} for none. */
    public record Example(String expression, String result) {}

    /** {@code 1 argument}, {@code 2 to 3 arguments}. */
    String counts() {
        if (most == MANY) {
            return "at least " + plural(least);
        }
        return least == most ? plural(least) : least + " to " + plural(most);
    }

    private static String plural(int count) {
        return count == 0 ? "no arguments" : count == 1 ? "1 argument" : count + " arguments";
    }

    boolean takes(int arguments) {
        return least <= arguments && arguments <= most;
    }
}
