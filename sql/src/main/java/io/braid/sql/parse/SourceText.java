package io.braid.sql.parse;

import io.braid.sql.tree.Position;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The text being parsed, and the way from ANTLR's places to ours: ANTLR counts code points, Java counts chars. */
final class SourceText {
    private final String text;
    private final int @Nullable [] offsets;

    SourceText(String text) {
        this.text = text;
        this.offsets = text.codePointCount(0, text.length()) == text.length() ? null : offsets(text);
    }

    Position at(Token token) {
        return new Position(token.getLine(), token.getCharPositionInLine() + 1, offset(token.getStartIndex()));
    }

    Position at(ParserRuleContext context) {
        return at(context.getStart());
    }

    int start(ParserRuleContext context) {
        return offset(context.getStart().getStartIndex());
    }

    int end(ParserRuleContext context) {
        return offset(context.getStop().getStopIndex() + 1);
    }

    String of(ParserRuleContext context) {
        return text.substring(start(context), end(context));
    }

    ParsingException error(Token token, String message) {
        return error(token, message, null);
    }

    ParsingException error(Token token, String message, @Nullable String hint) {
        String offending = token.getType() == Token.EOF ? "" : token.getText();
        return new ParsingException(message, at(token), offending, hint);
    }

    private int offset(int codePoints) {
        return offsets == null ? codePoints : offsets[codePoints];
    }

    /** The chars before each code point; only for texts where the two differ. */
    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = text.offsetByCodePoints(offsets[i - 1], 1);
        }
        return offsets;
    }
}
