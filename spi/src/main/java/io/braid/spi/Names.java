package io.braid.spi;

import java.util.regex.Pattern;

/** How names are written in SQL: bare where the language folds them to themselves, else in double quotes. */
public final class Names {
    private static final Pattern BARE = Pattern.compile("[a-z_][a-z0-9_]*");

    private Names() {}

    /** The name as one would type it: {@code users}, {@code "userId"}. */
    public static String quoted(String name) {
        return BARE.matcher(name).matches() ? name : always(name);
    }

    /** The name in double quotes, whatever it looks like. */
    public static String always(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
