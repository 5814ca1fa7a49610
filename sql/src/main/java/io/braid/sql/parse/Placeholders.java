package io.braid.sql.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** The question marks in a text that stand for values. Those of a PATTERN are quantifiers and none of them. */
public final class Placeholders {
    private Placeholders() {}

    /** Where they stand, in characters from 0, in order. Also of a text that is no statement. */
    public static List<Integer> in(String text) {
        SourceText source = new SourceText(text);
        List<Integer> found = new ArrayList<>();
        int patternDepth = 0;
        Token before = null;
        for (Token token : tokens(text)) {
            int type = token.getType();
            if (type == BraidSqlLexer.LPAREN) {
                boolean opens = before != null && before.getType() == BraidSqlLexer.PATTERN;
                patternDepth += patternDepth > 0 || opens ? 1 : 0;
            } else if (type == BraidSqlLexer.RPAREN && patternDepth > 0) {
                patternDepth--;
            } else if (type == BraidSqlLexer.QUESTION && patternDepth == 0) {
                found.add(source.at(token).offset());
            }
            before = token;
        }
        return found;
    }

    /** The tokens of a text that say something. */
    static List<Token> tokens(String text) {
        BraidSqlLexer lexer = new BraidSqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        return tokens.getTokens().stream()
                .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL && token.getType() != Token.EOF)
                .toList();
    }
}
