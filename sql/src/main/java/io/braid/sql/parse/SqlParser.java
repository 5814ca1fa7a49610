package io.braid.sql.parse;

import io.braid.sql.tree.Expression;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TypeName;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Reads the language. Holds nothing, so one may be shared by all threads. */
public final class SqlParser {
    private static final Set<String> KEYWORDS = Keywords.keywords();
    private static final Set<String> RESERVED = Keywords.reserved();

    /** The words of the language, upper case. Most are names wherever a name is expected. */
    public static Set<String> keywords() {
        return KEYWORDS;
    }

    /** The keywords that are names only in quotes. */
    public static Set<String> reservedWords() {
        return RESERVED;
    }

    /**
     * Reads statements separated by semicolons. Text that holds none, such as a comment alone, gives an empty list.
     *
     * @throws ParsingException if any of it is not a statement; nothing is given then
     */
    public List<ParsedStatement> parse(String text) {
        SourceText source = new SourceText(text);
        return parse(text, source, BraidSqlParser::batch, new StatementBuilder(source)::batch);
    }

    /**
     * Reads exactly one statement.
     *
     * @throws ParsingException if there is none, or more than one
     */
    public ParsedStatement parseOne(String text) {
        List<ParsedStatement> statements = parse(text);
        if (statements.size() == 1) {
            return statements.get(0);
        }
        if (statements.isEmpty()) {
            throw new ParsingException("there is no statement", new Position(1, 1, 0), "", null);
        }
        ParsedStatement second = statements.get(1);
        throw new ParsingException(
                "there is more than one statement", second.statement().at(), second.text(), null);
    }

    /** Reads a type, as it stands in properties such as {@code 'key.type'}. */
    public TypeName parseType(String text) {
        SourceText source = new SourceText(text);
        TypeBuilder types = new Parts(source).types();
        return parse(text, source, BraidSqlParser::standaloneType, context -> types.type(context.dataType()));
    }

    /** Reads an expression that stands alone. */
    public Expression parseExpression(String text) {
        SourceText source = new SourceText(text);
        ExpressionBuilder expressions = new StatementBuilder(source).expressions();
        return parse(
                text, source, BraidSqlParser::standaloneExpression, context -> expressions.build(context.expression()));
    }

    private static <C extends ParserRuleContext, T> T parse(
            String text, SourceText source, Function<BraidSqlParser, C> rule, Function<C, T> builder) {
        BraidSqlLexer lexer = new BraidSqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        Nesting.check(source, tokens.getTokens());
        try {
            return builder.apply(parse(source, tokens, rule));
        } catch (StackOverflowError tooDeep) {
            // What Nesting measures is not all that can be nested; this is for the rest.
            throw new ParsingException(Nesting.MESSAGE, new Position(1, 1, 0), "", null);
        }
    }

    /** Tries the fast way first; the thorough one is needed for few statements, and says better what is wrong. */
    private static <C extends ParserRuleContext> C parse(
            SourceText source, CommonTokenStream tokens, Function<BraidSqlParser, C> rule) {
        BraidSqlParser parser = new BraidSqlParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return rule.apply(parser);
        } catch (ParseCancellationException notSoFast) {
            tokens.seek(0);
            parser.reset();
            parser.setErrorHandler(new SyntaxErrors(source));
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            return rule.apply(parser);
        }
    }
}
