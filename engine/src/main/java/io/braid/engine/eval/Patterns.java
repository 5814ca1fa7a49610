package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Position;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** LIKE and SIMILAR TO. */
final class Patterns {
    private static final String REGEX_SPECIALS = "[]()|^-+*?{}$\\.";

    private Patterns() {}

    static Node like(Node value, Node pattern, @Nullable Node escape, Position at, Fidelity fidelity) {
        if (fidelity == Fidelity.EXACT && (escape != null || !pattern.constant())) {
            throw new Unsupported("LIKE with ESCAPE or with a computed pattern");
        }
        return matching("LIKE", value, pattern, escape, at, Patterns::likeTest);
    }

    static Node similar(Node value, Node pattern, @Nullable Node escape, Position at) {
        return matching("SIMILAR TO", value, pattern, escape, at, (text, sign) -> {
            Pattern regex = Pattern.compile(similarRegex(text, sign), Pattern.DOTALL);
            return input -> regex.matcher(input).matches();
        });
    }

    /** Makes a test of a pattern and its escape character, -1 for none. */
    private interface TestMaker {
        Predicate<String> make(String pattern, int escape);
    }

    private static Node matching(
            String form, Node value, Node pattern, @Nullable Node escape, Position at, TestMaker maker) {
        requireText(form, value, at);
        requireText(form, pattern, at);
        int sign = escape == null ? -1 : escapeSign(escape, at);
        if (pattern.constant()) {
            Object text = pattern.value();
            if (text == null) {
                return Node.constant(DataType.BOOLEAN, null);
            }
            Predicate<String> test = maker.make((String) text, sign);
            return Node.of1(DataType.BOOLEAN, false, value, input -> test.test((String) input));
        }
        Function<String, Predicate<String>> latest = new LatestOf(text -> maker.make(text, sign));
        return Node.of2(DataType.BOOLEAN, false, value, pattern, (input, text) -> latest.apply((String) text)
                .test((String) input));
    }

    private static void requireText(String form, Node node, Position at) {
        if (!node.isUntypedNull() && node.type().kind() != Kind.VARCHAR) {
            throw Problems.at(at, "%s does not take %s", form, node.kindOfValue())
                    .hint("CAST it to VARCHAR");
        }
    }

    private static int escapeSign(Node escape, Position at) {
        Object text = escape.constant() ? escape.value() : null;
        if (!(text instanceof String sign) || sign.length() != 1) {
            throw Problems.at(at, "ESCAPE takes a text of one character");
        }
        return sign.charAt(0);
    }

    /** Rows mostly repeat a pattern; compiling it anew each time would cost more than the match. */
    private static final class LatestOf implements Function<String, Predicate<String>> {
        private final Function<String, Predicate<String>> maker;
        private @Nullable String text;
        private @Nullable Predicate<String> test;

        LatestOf(Function<String, Predicate<String>> maker) {
            this.maker = maker;
        }

        @Override
        public Predicate<String> apply(String wanted) {
            Predicate<String> known = test;
            if (known == null || !wanted.equals(text)) {
                known = maker.apply(wanted);
                text = wanted;
                test = known;
            }
            return known;
        }
    }

    private static Predicate<String> likeTest(String pattern, int escape) {
        if (escape < 0 && pattern.indexOf('_') < 0) {
            int first = pattern.indexOf('%');
            if (first < 0) {
                return pattern::equals;
            }
            String middle = pattern.replaceAll("^%+|%+$", "");
            boolean open = pattern.startsWith("%");
            boolean openEnd = pattern.endsWith("%");
            if (middle.indexOf('%') < 0) {
                if (open && openEnd) {
                    return input -> input.contains(middle);
                }
                return open ? input -> input.endsWith(middle) : input -> input.startsWith(middle);
            }
        }
        Pattern regex = Pattern.compile(likeRegex(pattern, escape), Pattern.DOTALL);
        return input -> regex.matcher(input).matches();
    }

    private static String likeRegex(String pattern, int escape) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape && i + 1 < pattern.length()) {
                literally(regex, pattern.charAt(++i));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                literally(regex, c);
            }
        }
        return regex.toString();
    }

    private static void literally(StringBuilder regex, char c) {
        if (REGEX_SPECIALS.indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }

    /** Between brackets everything is literal; outside, only the signs of SQL mean something. */
    private static String similarRegex(String pattern, int escape) {
        StringBuilder regex = new StringBuilder();
        boolean inBrackets = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape && i + 1 < pattern.length()) {
                literally(regex, pattern.charAt(++i));
            } else if (inBrackets) {
                inBrackets = c != ']';
                regex.append(c);
            } else if (c == '[') {
                inBrackets = true;
                regex.append(c);
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '.' || c == '\\' || c == '^' || c == '$') {
                literally(regex, c);
            } else {
                regex.append(c);
            }
        }
        return regex.toString();
    }
}
