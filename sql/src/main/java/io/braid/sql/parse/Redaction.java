package io.braid.sql.parse;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * Texts of statements without their secrets, for everything that remembers what was typed. It goes by the words of the
 * text alone, so it also works on what does not parse; when in doubt a value goes.
 */
public final class Redaction {
    private static final String HIDDEN = "'***'";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "password|passphrase|secret|token|credential|private[._]?key|key[._]file|client[._]key|api[._]?key|jaas|auth[._]info"
                    + "|confluent_cloud[._]key|confluent[._]username");

    /** Properties of a secret that are none. */
    private static final Set<String> PLAIN = Set.of("type", "description", "access_region");

    /** {@code scheme://user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("(//)[^/@\\s]*:[^/@\\s]*@");

    private Redaction() {}

    /** The text with every value that may be a secret replaced by {@code '***'}. */
    public static String of(String text) {
        return redact(text, false);
    }

    /** The text with every string replaced that is no key: for one that does not parse. */
    public static String ofUnparsed(String text) {
        return redact(text, true);
    }

    private static String redact(String text, boolean everything) {
        SourceText source = new SourceText(text);
        List<Token> tokens = Placeholders.tokens(text);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        int first = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            int start = source.at(token).offset();
            if (token.getType() == BraidSqlLexer.OPEN_STRING) {
                // nobody knows where it should have ended
                return result.append(text, copied, start).append(HIDDEN).toString();
            }
            if (token.getType() == BraidSqlLexer.SEMICOLON) {
                first = i + 1;
            }
            boolean valued = i > first && tokens.get(i - 1).getType() == BraidSqlLexer.EQ;
            boolean value = token.getType() == BraidSqlLexer.STRING
                    || (valued && token.getType() == BraidSqlLexer.QUOTED_IDENTIFIER);
            if (!value) {
                continue;
            }
            boolean key = i + 1 < tokens.size() && tokens.get(i + 1).getType() == BraidSqlLexer.EQ;
            boolean hide = (everything && !key) || (valued && isSecret(key(tokens, i - 1, first), tokens, first));
            String written = token.getText();
            String shown = hide ? HIDDEN : USER_INFO.matcher(written).replaceAll("$1***@");
            if (!shown.equals(written)) {
                result.append(text, copied, start).append(shown);
                copied = start + written.length();
            }
        }
        return result.append(text, copied, text.length()).toString();
    }

    private static boolean isSecret(String key, List<Token> tokens, int first) {
        boolean ofSecret = tokens.subList(first, Math.min(first + 3, tokens.size())).stream()
                .anyMatch(token -> token.getType() == BraidSqlLexer.SECRET);
        return ofSecret ? !PLAIN.contains(key) : SECRET_KEY.matcher(key).find();
    }

    /** What stands before the equals sign: a string, or words with dots between them. */
    private static String key(List<Token> tokens, int equals, int first) {
        StringBuilder key = new StringBuilder();
        for (int i = equals - 1; i >= first; i--) {
            Token token = tokens.get(i);
            if (token.getType() == BraidSqlLexer.STRING) {
                key.insert(0, token.getText().substring(1, token.getText().length() - 1));
                break;
            }
            if (!Character.isJavaIdentifierStart(token.getText().charAt(0)) && token.getType() != BraidSqlLexer.DOT) {
                break;
            }
            key.insert(0, token.getText());
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
