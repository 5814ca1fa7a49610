package io.braid.engine.plan;

import io.braid.spi.Names;

/**
 * One message of a descriptor source.
 *
 * @param message its full name
 */
public record DescriptorName(String source, String message) {
    /** How relations keep it and listings show it; {@link #parse} reads it. */
    @Override
    public String toString() {
        return Names.quoted(source) + "." + Names.always(message);
    }

    /** One that {@link #toString} wrote. */
    public static DescriptorName parse(String text) {
        int dot = dotOutsideOfQuotes(text);
        return new DescriptorName(unquoted(text.substring(0, dot)), unquoted(text.substring(dot + 1)));
    }

    /** Where the name of the source ends; -1 where there is none. */
    public static int dotOutsideOfQuotes(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (text.charAt(i) == '.' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    public static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
