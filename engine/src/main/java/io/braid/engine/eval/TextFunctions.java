package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.INTEGER;
import static io.braid.engine.eval.Parameter.TEXT;
import static io.braid.spi.DataType.VARCHAR;

import io.braid.spi.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Positions count code points from 1. */
final class TextFunctions {
    private TextFunctions() {}

    static void define(Library library) {
        library.define("upper", TEXT).exact().builtBy(call -> inOtherCase(call, x -> x.toUpperCase(Locale.ROOT)));
        library.define("lower", TEXT).exact().builtBy(call -> inOtherCase(call, x -> x.toLowerCase(Locale.ROOT)));
        library.define("initcap", TEXT).gives(VARCHAR, a -> capitalized(text(a, 0)));
        library.define("reverse", TEXT)
                .exact()
                .gives(VARCHAR, a -> new StringBuilder(text(a, 0)).reverse().toString());
        library.define("repeat", TEXT, INTEGER).gives(VARCHAR, a -> text(a, 0).repeat(Math.max(0, number(a, 1))));
        for (String name : List.of("char_length", "character_length", "length")) {
            library.define(name, TEXT).exact().gives(DataType.INTEGER, a -> length(text(a, 0)));
        }
        library.define("trim", TEXT).exact().gives(VARCHAR, a -> trimmed(a, true, true));
        library.define("btrim", TEXT).optional(TEXT).exact().gives(VARCHAR, a -> trimmed(a, true, true));
        library.define("ltrim", TEXT).optional(TEXT).exact().gives(VARCHAR, a -> trimmed(a, true, false));
        library.define("rtrim", TEXT).optional(TEXT).exact().gives(VARCHAR, a -> trimmed(a, false, true));
        for (String name : List.of("substring", "substr")) {
            library.define(name, TEXT, INTEGER)
                    .optional(INTEGER)
                    .mayBeNull()
                    .exact()
                    .gives(
                            VARCHAR,
                            a -> part(text(a, 0), number(a, 1), a.length > 2 ? number(a, 2) : Integer.MAX_VALUE));
        }
        library.define("left", TEXT, INTEGER)
                .exact()
                .gives(VARCHAR, a -> part(text(a, 0), 1, Math.max(0, number(a, 1))));
        library.define("right", TEXT, INTEGER).exact().gives(VARCHAR, a -> tail(text(a, 0), number(a, 1)));
        library.define("lpad", TEXT, INTEGER, TEXT).mayBeNull().gives(VARCHAR, a -> padded(a, true));
        library.define("rpad", TEXT, INTEGER, TEXT).mayBeNull().gives(VARCHAR, a -> padded(a, false));
        library.define("replace", TEXT, TEXT, TEXT).exact().gives(VARCHAR, a -> text(a, 0)
                .replace(text(a, 1), text(a, 2)));
        library.define("translate", TEXT, TEXT, TEXT)
                .gives(VARCHAR, a -> translated(text(a, 0), text(a, 1), text(a, 2)));
        library.define("overlay", TEXT, TEXT, INTEGER).optional(INTEGER).gives(VARCHAR, TextFunctions::overlaid);
        library.define("position", TEXT, TEXT).exact().gives(DataType.INTEGER, a -> find(text(a, 1), text(a, 0), 1));
        library.define("locate", TEXT, TEXT)
                .optional(INTEGER)
                .gives(DataType.INTEGER, a -> find(text(a, 1), text(a, 0), a.length > 2 ? number(a, 2) : 1));
        library.define("instr", TEXT, TEXT).gives(DataType.INTEGER, a -> find(text(a, 0), text(a, 1), 1));
        library.define("concat", TEXT).repeated(TEXT).exact().gives(VARCHAR, TextFunctions::joined);
        library.define("concat_ws", TEXT).repeated(TEXT).exact().builtBy(TextFunctions::joinedWith);
        library.define("startswith", TEXT, TEXT).exact().gives(DataType.BOOLEAN, a -> text(a, 0)
                .startsWith(text(a, 1)));
        library.define("endswith", TEXT, TEXT).exact().gives(DataType.BOOLEAN, a -> text(a, 0)
                .endsWith(text(a, 1)));
        library.define("split_index", TEXT, TEXT, INTEGER)
                .mayBeNull()
                .exact()
                .gives(VARCHAR, a -> splitPart(text(a, 0), text(a, 1), number(a, 2)));
        library.define("split", TEXT, TEXT).gives(DataType.array(VARCHAR), a -> split(text(a, 0), text(a, 1)));
    }

    static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    static int number(Object[] arguments, int index) {
        return (Integer) arguments[index];
    }

    /** The other case can be longer; Flink then cuts it to the length that the type had. */
    private static Node inOtherCase(Library.Invocation call, UnaryOperator<String> change) {
        Node text = call.argument(0);
        if (!text.type().equals(VARCHAR)) {
            call.compiler().inexact("the case of a text of limited length");
        }
        return Node.of1(VARCHAR, false, text, value -> change.apply((String) value));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String capitalized(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            result.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetterOrDigit(c);
        }
        return result.toString();
    }

    private static String trimmed(Object[] arguments, boolean start, boolean end) {
        String text = text(arguments, 0);
        String unwanted = arguments.length > 1 ? text(arguments, 1) : " ";
        int from = 0;
        int to = text.length();
        while (start && from < to && unwanted.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && to > from && unwanted.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** Position 0 is 1, negative ones count from the end; those before the start give nothing. */
    static @Nullable String part(String text, int position, int count) {
        if (count < 0) {
            return null;
        }
        int length = length(text);
        int start = position > 0 ? position - 1 : position < 0 ? length + position : 0;
        if (start < 0 || start >= length) {
            return "";
        }
        int end = length - start < count ? length : start + count;
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }

    private static String tail(String text, int count) {
        int skipped = length(text) - Math.max(0, count);
        return skipped <= 0 ? text : text.substring(text.offsetByCodePoints(0, skipped));
    }

    private static @Nullable String padded(Object[] arguments, boolean left) {
        String text = text(arguments, 0);
        int width = number(arguments, 1);
        String filling = text(arguments, 2);
        if (width < 0 || filling.isEmpty()) {
            return null;
        }
        if (width <= text.length()) {
            return text.substring(0, width);
        }
        int missing = width - text.length();
        String padding = filling.repeat(missing / filling.length() + 1).substring(0, missing);
        return left ? padding + text : text + padding;
    }

    private static String translated(String text, String from, String to) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int index = from.indexOf(text.charAt(i));
            if (index < 0) {
                result.append(text.charAt(i));
            } else if (index < to.length()) {
                result.append(to.charAt(index));
            }
        }
        return result.toString();
    }

    private static String overlaid(Object[] arguments) {
        String text = text(arguments, 0);
        String replacement = text(arguments, 1);
        int start = number(arguments, 2);
        int count = arguments.length > 3 ? number(arguments, 3) : length(replacement);
        int length = length(text);
        if (start < 1 || start > length) {
            return text;
        }
        String head = text.substring(0, text.offsetByCodePoints(0, start - 1));
        boolean toTheEnd = count <= 0 || start - 1 + count >= length;
        return head + replacement + (toTheEnd ? "" : text.substring(text.offsetByCodePoints(0, start - 1 + count)));
    }

    private static int find(String text, String wanted, int from) {
        if (from > length(text) + 1) {
            return 0;
        }
        int index = text.indexOf(wanted, from <= 1 ? 0 : text.offsetByCodePoints(0, from - 1));
        return index < 0 ? 0 : text.codePointCount(0, index) + 1;
    }

    private static String joined(Object[] parts) {
        StringBuilder result = new StringBuilder();
        for (Object part : parts) {
            result.append((String) part);
        }
        return result.toString();
    }

    /** Skips nulls, but not a null separator. */
    private static Node joinedWith(Library.Invocation call) {
        Node separator = call.argument(0);
        List<Node> parts = call.arguments().subList(1, call.count());
        return Node.of(VARCHAR, separator.nullable(), row -> {
            Object between = separator.evaluate(row);
            if (between == null) {
                return null;
            }
            StringJoiner result = new StringJoiner((String) between);
            for (Node part : parts) {
                Object text = part.evaluate(row);
                if (text != null) {
                    result.add((String) text);
                }
            }
            return result.toString();
        });
    }

    private static @Nullable String splitPart(String text, String separator, int index) {
        if (index < 0 || text.isEmpty()) {
            return null;
        }
        if (separator.isEmpty()) {
            String[] words = text.split("\\s", -1);
            return index < words.length ? words[index] : null;
        }
        int start = 0;
        for (int i = 0; i < index; i++) {
            int next = text.indexOf(separator, start);
            if (next < 0) {
                return null;
            }
            start = next + separator.length();
        }
        int end = text.indexOf(separator, start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    private static List<@Nullable Object> split(String text, String separator) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }
}
