package io.braid.sql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the parser's first complaint into a sentence. There is no second: nothing is recovered from. */
final class SyntaxErrors extends DefaultErrorStrategy {
    /** What may follow nearly anything is rarely what was meant. */
    private static final List<String> NAMED_LAST =
            List.of("INTERSECT", "EXCEPT", "UNION", ExpectedWords.OPERATOR, ExpectedWords.END);

    private static final int MOST_NAMED = 5;
    private static final int LONGEST_QUOTE = 40;

    /** Words that people take for names although they are reserved. */
    private static final Set<String> LIKE_NAMES = Set.of(
            "CASE",
            "CROSS",
            "END",
            "FULL",
            "GROUP",
            "INNER",
            "LEFT",
            "LIKE",
            "LIMIT",
            "ORDER",
            "PARTITION",
            "RIGHT",
            "UNION",
            "WITHIN");

    private final SourceText source;
    private @Nullable Place place;

    SyntaxErrors(SourceText source) {
        this.source = source;
    }

    @Override
    public void recover(Parser parser, RecognitionException problem) {
        throw describe(parser, problem);
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw describe(parser, new InputMismatchException(parser));
    }

    /**
     * Remembers where the parser was when it first saw the token before it. Called before every choice; by the time it
     * complains it may have left several rules that could have taken a better token.
     */
    @Override
    public void sync(Parser parser) {
        int token = parser.getCurrentToken().getTokenIndex();
        if (place == null || place.token() != token) {
            place = Place.of(parser, token);
        }
    }

    private ParsingException describe(Parser parser, RecognitionException problem) {
        Token offending = problem.getOffendingToken();
        Token start = problem instanceof NoViableAltException noWay ? noWay.getStartToken() : offending;
        Optional<String> mistake = mistake(offending);
        if (mistake.isPresent()) {
            return source.error(offending, mistake.get());
        }
        Place from = place != null && place.token() == start.getTokenIndex()
                ? place
                : Place.of(parser, start.getTokenIndex());
        ExpectedWords words = ExpectedWords.after(from, parser, offending);
        Set<String> expected = words.found();
        List<String> ranked = rank(words, offending);
        String message = "unexpected " + name(offending);
        if (!ranked.isEmpty()) {
            message += "; expecting " + join(ranked);
        }
        return source.error(offending, message, hint(parser, offending, expected));
    }

    /** Tokens that stand for one mistake each. */
    private static Optional<String> mistake(Token token) {
        return switch (token.getType()) {
            case BraidSqlLexer.OPEN_STRING -> Optional.of("string is not closed: a single quote is missing");
            case BraidSqlLexer.OPEN_QUOTED_IDENTIFIER -> Optional.of("name is not closed: a double quote is missing");
            case BraidSqlLexer.OPEN_BACK_QUOTED_IDENTIFIER ->
                Optional.of("name is not closed: a back-quote is missing");
            case BraidSqlLexer.OPEN_COMMENT -> Optional.of("comment is not closed: */ is missing");
            case BraidSqlLexer.UNRECOGNIZED ->
                Optional.of("character " + quote(token.getText()) + " is not part of the language");
            default -> Optional.empty();
        };
    }

    private static String name(Token token) {
        return token.getType() == Token.EOF || token.getType() == BraidSqlLexer.SEMICOLON
                ? ExpectedWords.END
                : quote(token.getText());
    }

    private static String quote(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        boolean quoted = !text.isEmpty() && "\"'`".indexOf(text.charAt(0)) >= 0;
        return quoted ? shown : "\"" + shown + "\"";
    }

    /** Words close to what was written first, then in the order of the grammar, the end of the statement last. */
    private static List<String> rank(ExpectedWords words, Token offending) {
        List<String> close = words.withFirstWords().stream()
                .filter(word -> isClose(word, offending.getText()))
                .toList();
        if (!close.isEmpty()) {
            return close;
        }
        List<String> others = new ArrayList<>(words.found());
        for (String word : NAMED_LAST) {
            if (others.remove(word)) {
                others.add(word);
            }
        }
        if (others.contains(ExpectedWords.STATEMENT)) {
            others.remove(ExpectedWords.END);
        }
        return others;
    }

    private static String join(List<String> words) {
        if (words.size() > MOST_NAMED) {
            return String.join(", ", words.subList(0, MOST_NAMED)) + ", …";
        }
        if (words.size() == 1) {
            return words.get(0);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    private static @Nullable String hint(Parser parser, Token offending, Set<String> expected) {
        boolean wantsName = expected.contains(ExpectedWords.IDENTIFIER) || expected.contains(ExpectedWords.EXPRESSION);
        if (wantsName && LIKE_NAMES.contains(offending.getText().toUpperCase(Locale.ROOT))) {
            return "\"" + offending.getText() + "\" is a reserved word; in double quotes it is a name";
        }
        Token before = parser.getInputStream().LT(-1);
        if (before != null && before.getType() == BraidSqlLexer.IDENTIFIER) {
            for (String word : expected) {
                if (isClose(word, before.getText())) {
                    return "\"" + before.getText() + "\" was taken for a name; did you mean " + word;
                }
            }
        }
        return null;
    }

    /** Whether what was written is the word but for a slip of the fingers. */
    private static boolean isClose(String word, String written) {
        boolean isWord = word.length() >= 4 && Character.isUpperCase(word.charAt(0));
        return isWord && distance(word, written.toUpperCase(Locale.ROOT)) <= (word.length() <= 5 ? 1 : 2);
    }

    /** Edits between two words, an exchange of neighbours counting once. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
