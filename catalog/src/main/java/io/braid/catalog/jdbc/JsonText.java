package io.braid.catalog.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists and maps of texts as JSON: readable in a database shell, and no more JSON than that. Control characters are
 * escaped, because PostgreSQL refuses a text that holds a zero.
 */
final class JsonText {
    private final String text;
    private int next;

    private JsonText(String text) {
        this.text = text;
    }

    static String of(Collection<String> values) {
        StringBuilder out = new StringBuilder("[");
        for (String value : values) {
            separate(out);
            quote(value, out);
        }
        return out.append(']').toString();
    }

    /** Sorted by key, so that equal maps are equal texts. */
    static String of(Map<String, String> values) {
        StringBuilder out = new StringBuilder("{");
        new TreeMap<>(values).forEach((key, value) -> {
            separate(out);
            quote(key, out);
            out.append(':');
            quote(value, out);
        });
        return out.append('}').toString();
    }

    static List<String> list(String json) {
        JsonText reader = new JsonText(json);
        List<String> values = new ArrayList<>();
        reader.expect('[');
        if (!reader.skip(']')) {
            do {
                values.add(reader.string());
            } while (reader.skip(','));
            reader.expect(']');
        }
        reader.expectEnd();
        return values;
    }

    static Map<String, String> map(String json) {
        JsonText reader = new JsonText(json);
        Map<String, String> values = new LinkedHashMap<>();
        reader.expect('{');
        if (!reader.skip('}')) {
            do {
                String key = reader.string();
                reader.expect(':');
                values.put(key, reader.string());
            } while (reader.skip(','));
            reader.expect('}');
        }
        reader.expectEnd();
        return values;
    }

    private static void separate(StringBuilder out) {
        if (out.length() > 1) {
            out.append(',');
        }
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(take(), 16);
                    if (digit < 0) {
                        throw broken();
                    }
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            case '"', '\\', '/' -> c;
            default -> throw broken();
        };
    }

    private char take() {
        if (next == text.length()) {
            throw broken();
        }
        return text.charAt(next++);
    }

    private void skipBlanks() {
        while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
    }

    /** Blanks between tokens are allowed, for texts that someone has mended by hand. */
    private boolean skip(char wanted) {
        skipBlanks();
        if (next < text.length() && text.charAt(next) == wanted) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw broken();
        }
    }

    private void expectEnd() {
        skipBlanks();
        if (next != text.length()) {
            throw broken();
        }
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("not a list or map of texts at character " + next + ": " + text);
    }
}
