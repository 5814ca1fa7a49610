package io.braid.sql.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Refuses statements whose tree would be too deep for those who walk it, with room to spare on the stack of a
 * thread, one megabyte;
 * comparing two records takes far more of it than parsing. Deep brackets are refused before parsing, because the parser
 * walks them too.
 */
final class Nesting {
    static final String MESSAGE = "statement is nested too deeply";

    /** Brackets within brackets, CASE within CASE, signs before signs. */
    private static final int MOST_BRACKETS = 80;

    /** Links of a chain that leans to the left, such as {@code a + b + c}. */
    private static final int MOST_LINKS = 300;

    private Nesting() {}

    static void check(SourceText source, ParserRuleContext context, int links) {
        if (links > MOST_LINKS) {
            throw source.error(context.getStart(), MESSAGE);
        }
    }

    static void check(SourceText source, List<? extends Token> tokens) {
        int depth = 0;
        int types = 0;
        int prefixes = 0;
        int before = Token.EOF;
        for (Token token : tokens) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            int type = token.getType();
            switch (type) {
                case BraidSqlLexer.LPAREN, BraidSqlLexer.LBRACKET, BraidSqlLexer.CASE -> depth++;
                case BraidSqlLexer.RPAREN, BraidSqlLexer.RBRACKET, BraidSqlLexer.END -> depth = Math.max(0, depth - 1);
                case BraidSqlLexer.APPLICATION -> depth += before == BraidSqlLexer.BEGIN ? 1 : 0;
                case BraidSqlLexer.LT -> types += isTypeWithParts(before) ? 1 : 0;
                case BraidSqlLexer.GT -> types = Math.max(0, types - 1);
                default -> {}
            }
            prefixes = isPrefix(type) ? prefixes + 1 : 0;
            before = type;
            if (depth > MOST_BRACKETS || types > MOST_BRACKETS || prefixes > MOST_BRACKETS) {
                throw source.error(token, MESSAGE);
            }
        }
    }

    private static boolean isTypeWithParts(int type) {
        return switch (type) {
            case BraidSqlLexer.ARRAY, BraidSqlLexer.MAP, BraidSqlLexer.STRUCT, BraidSqlLexer.ROW -> true;
            default -> false;
        };
    }

    private static boolean isPrefix(int type) {
        return switch (type) {
            case BraidSqlLexer.NOT,
                    BraidSqlLexer.PLUS,
                    BraidSqlLexer.MINUS,
                    BraidSqlLexer.DESCRIBE,
                    BraidSqlLexer.EXPLAIN -> true;
            default -> false;
        };
    }
}
