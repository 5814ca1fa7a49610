package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.AndContext;
import io.braid.sql.parse.BraidSqlParser.ArithmeticContext;
import io.braid.sql.parse.BraidSqlParser.ArrayConstructorContext;
import io.braid.sql.parse.BraidSqlParser.ArrowContext;
import io.braid.sql.parse.BraidSqlParser.BinaryLiteralContext;
import io.braid.sql.parse.BraidSqlParser.BoolLiteralContext;
import io.braid.sql.parse.BraidSqlParser.CallContext;
import io.braid.sql.parse.BraidSqlParser.CaseContext;
import io.braid.sql.parse.BraidSqlParser.CastContext;
import io.braid.sql.parse.BraidSqlParser.Column_Context;
import io.braid.sql.parse.BraidSqlParser.DotContext;
import io.braid.sql.parse.BraidSqlParser.ElementContext;
import io.braid.sql.parse.BraidSqlParser.ExistsContext;
import io.braid.sql.parse.BraidSqlParser.ExpressionContext;
import io.braid.sql.parse.BraidSqlParser.IntervalLiteralContext;
import io.braid.sql.parse.BraidSqlParser.MapConstructorContext;
import io.braid.sql.parse.BraidSqlParser.NotContext;
import io.braid.sql.parse.BraidSqlParser.NullLiteralContext;
import io.braid.sql.parse.BraidSqlParser.NumberLiteralContext;
import io.braid.sql.parse.BraidSqlParser.OrContext;
import io.braid.sql.parse.BraidSqlParser.ParameterContext;
import io.braid.sql.parse.BraidSqlParser.ParenthesizedContext;
import io.braid.sql.parse.BraidSqlParser.PlainValueContext;
import io.braid.sql.parse.BraidSqlParser.PredicatedContext;
import io.braid.sql.parse.BraidSqlParser.PrimaryContext;
import io.braid.sql.parse.BraidSqlParser.RowConstructorContext;
import io.braid.sql.parse.BraidSqlParser.ScalarSubqueryContext;
import io.braid.sql.parse.BraidSqlParser.SignedContext;
import io.braid.sql.parse.BraidSqlParser.SortItemContext;
import io.braid.sql.parse.BraidSqlParser.TemporalLiteralContext;
import io.braid.sql.parse.BraidSqlParser.TextLiteralContext;
import io.braid.sql.parse.BraidSqlParser.ValueExpressionContext;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Expression.Binary.Operator;
import io.braid.sql.tree.Expression.Cast.OnFailure;
import io.braid.sql.tree.Expression.Unary.Sign;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.RuleNode;
import org.jspecify.annotations.Nullable;

/** Builds expressions. Chains that lean to the left are built in loops, so that long ones need no deep stack. */
final class ExpressionBuilder extends BraidSqlBaseVisitor<Expression> {
    private final SourceText source;
    private final Parts parts;
    private final QueryBuilder queries;
    private final PredicateBuilder predicates;
    private final FunctionBuilder functions;
    private int parameters;

    ExpressionBuilder(SourceText source, Parts parts, QueryBuilder queries) {
        this.source = source;
        this.parts = parts;
        this.queries = queries;
        this.predicates = new PredicateBuilder(source, this, queries);
        this.functions = new FunctionBuilder(source, parts, this);
    }

    Expression build(ParserRuleContext context) {
        return context.accept(this);
    }

    @Nullable
    Expression optional(@Nullable ParserRuleContext context) {
        return context == null ? null : build(context);
    }

    List<Expression> all(List<? extends ParserRuleContext> contexts) {
        return contexts.stream().map(this::build).toList();
    }

    List<SortItem> sortItems(List<SortItemContext> contexts) {
        return functions.sortItems(contexts);
    }

    Expression parameter(Token token) {
        return new Expression.Parameter(parameters++, source.at(token));
    }

    /** Placeholders are counted statement by statement. */
    void forgetParameters() {
        parameters = 0;
    }

    /** Every form of expression is visited here or is a function with a syntax of its own. */
    @Override
    public Expression visitChildren(RuleNode node) {
        return functions.build(node);
    }

    @Override
    public Expression visitNot(NotContext context) {
        return new Predicate.Not(build(context.expression()), source.at(context));
    }

    @Override
    public Expression visitAnd(AndContext context) {
        Deque<Expression> terms = new ArrayDeque<>();
        ExpressionContext left = context;
        while (left instanceof AndContext and) {
            terms.addFirst(build(and.expression(1)));
            left = and.expression(0);
        }
        terms.addFirst(build(left));
        return new Predicate.Logical(Predicate.Logical.Operator.AND, List.copyOf(terms), source.at(context));
    }

    @Override
    public Expression visitOr(OrContext context) {
        Deque<Expression> terms = new ArrayDeque<>();
        ExpressionContext left = context;
        while (left instanceof OrContext or) {
            terms.addFirst(build(or.expression(1)));
            left = or.expression(0);
        }
        terms.addFirst(build(left));
        return new Predicate.Logical(Predicate.Logical.Operator.OR, List.copyOf(terms), source.at(context));
    }

    @Override
    public Expression visitPredicated(PredicatedContext context) {
        Expression value = build(context.valueExpression());
        Nesting.check(source, context, context.predicate().size());
        for (BraidSqlParser.PredicateContext predicate : context.predicate()) {
            value = predicates.build(predicate, value);
        }
        return value;
    }

    @Override
    public Expression visitPlainValue(PlainValueContext context) {
        return build(context.primary());
    }

    @Override
    public Expression visitSigned(SignedContext context) {
        Sign sign = context.MINUS() == null ? Sign.PLUS : Sign.MINUS;
        return new Expression.Unary(sign, build(context.valueExpression()), source.at(context));
    }

    @Override
    public Expression visitArithmetic(ArithmeticContext context) {
        Deque<ArithmeticContext> chain = new ArrayDeque<>();
        ValueExpressionContext left = context;
        while (left instanceof ArithmeticContext arithmetic) {
            chain.push(arithmetic);
            left = arithmetic.left;
        }
        Nesting.check(source, context, chain.size());
        Position at = source.at(context);
        Expression value = build(left);
        for (ArithmeticContext link : chain) {
            value = new Expression.Binary(operator(link.operator), value, build(link.right), at);
        }
        return value;
    }

    private static Operator operator(Token token) {
        return switch (token.getType()) {
            case BraidSqlParser.PLUS -> Operator.ADD;
            case BraidSqlParser.MINUS -> Operator.SUBTRACT;
            case BraidSqlParser.STAR -> Operator.MULTIPLY;
            case BraidSqlParser.SLASH -> Operator.DIVIDE;
            case BraidSqlParser.PERCENT -> Operator.MODULO;
            default -> Operator.CONCAT;
        };
    }

    @Override
    public Expression visitDot(DotContext context) {
        return path(context);
    }

    @Override
    public Expression visitArrow(ArrowContext context) {
        return path(context);
    }

    @Override
    public Expression visitElement(ElementContext context) {
        return path(context);
    }

    /** A name or a value, and the steps that lead into it. Steps by dot from a bare name are part of the name. */
    private Expression path(PrimaryContext context) {
        Deque<PrimaryContext> steps = new ArrayDeque<>();
        PrimaryContext base = context;
        PrimaryContext next = base;
        while (next != null) {
            base = next;
            next = before(base);
            if (next != null) {
                steps.push(base);
            }
        }
        Nesting.check(source, context, steps.size());
        Position at = source.at(context);
        Expression value;
        if (base instanceof Column_Context column && steps.peek() instanceof DotContext) {
            List<Identifier> names = new ArrayList<>(List.of(parts.identifier(column.identifier())));
            while (steps.peek() instanceof DotContext dot) {
                names.add(parts.identifier(dot.identifier()));
                steps.pop();
            }
            value = new Expression.ColumnReference(new QualifiedName(names, at), at);
        } else {
            value = build(base);
        }
        for (PrimaryContext step : steps) {
            value = step(value, step, at);
        }
        return value;
    }

    private static @Nullable PrimaryContext before(PrimaryContext context) {
        if (context instanceof DotContext dot) {
            return dot.primary();
        }
        if (context instanceof ArrowContext arrow) {
            return arrow.primary();
        }
        return context instanceof ElementContext element ? element.primary() : null;
    }

    private Expression step(Expression base, PrimaryContext step, Position at) {
        if (step instanceof ElementContext element) {
            return new Expression.ElementAccess(base, build(element.valueExpression()), at);
        }
        Identifier field = step instanceof ArrowContext arrow
                ? parts.word(arrow.anyWord())
                : parts.identifier(((DotContext) step).identifier());
        return new Expression.FieldAccess(base, field, at);
    }

    @Override
    public Expression visitColumn_(Column_Context context) {
        Identifier name = parts.identifier(context.identifier());
        Position at = source.at(context);
        if (!name.quoted() && Call.needsNoParentheses(name.value())) {
            return new Call(QualifiedName.of(name), SetQuantifier.ALL, List.of(), List.of(), null, null, null, at);
        }
        return new Expression.ColumnReference(QualifiedName.of(name), at);
    }

    @Override
    public Expression visitCall(CallContext context) {
        return functions.call(context);
    }

    @Override
    public Expression visitTextLiteral(TextLiteralContext context) {
        return new Literal.Text(parts.string(context.string()), source.at(context));
    }

    @Override
    public Expression visitNumberLiteral(NumberLiteralContext context) {
        return new Literal.Number(context.getText(), source.at(context));
    }

    @Override
    public Expression visitBoolLiteral(BoolLiteralContext context) {
        return new Literal.Bool(context.TRUE() != null, source.at(context));
    }

    @Override
    public Expression visitNullLiteral(NullLiteralContext context) {
        return new Literal.Null(source.at(context));
    }

    @Override
    public Expression visitBinaryLiteral(BinaryLiteralContext context) {
        String text = context.getText();
        String hex = text.substring(2, text.length() - 1).toUpperCase(Locale.ROOT);
        if (hex.length() % 2 != 0 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw source.error(context.getStart(), "a binary literal is made of pairs of hexadecimal digits");
        }
        return new Literal.Binary(hex, source.at(context));
    }

    @Override
    public Expression visitTemporalLiteral(TemporalLiteralContext context) {
        Literal.Temporal.Kind kind =
                Literal.Temporal.Kind.valueOf(context.getStart().getText().toUpperCase(Locale.ROOT));
        return new Literal.Temporal(kind, parts.string(context.string()), source.at(context));
    }

    @Override
    public Expression visitIntervalLiteral(IntervalLiteralContext context) {
        String text = (context.MINUS() == null ? "" : "-") + parts.string(context.string());
        return new Literal.Interval(
                text,
                parts.timeUnit(context.from),
                context.to == null ? null : parts.timeUnit(context.to),
                source.at(context));
    }

    @Override
    public Expression visitParameter(ParameterContext context) {
        return parameter(context.getStart());
    }

    @Override
    public Expression visitCase(CaseContext context) {
        List<Expression.Case.When> whens = context.when().stream()
                .map(when -> new Expression.Case.When(build(when.condition), build(when.result)))
                .toList();
        return new Expression.Case(optional(context.operand), whens, optional(context.otherwise), source.at(context));
    }

    @Override
    public Expression visitCast(CastContext context) {
        return new Expression.Cast(
                build(context.expression()),
                parts.types().type(context.dataType()),
                context.TRY_CAST() == null ? OnFailure.FAIL : OnFailure.NULL,
                source.at(context));
    }

    @Override
    public Expression visitExists(ExistsContext context) {
        return new Predicate.Exists(queries.query(context.query()), source.at(context));
    }

    @Override
    public Expression visitScalarSubquery(ScalarSubqueryContext context) {
        return new Expression.ScalarSubquery(queries.query(context.query()), source.at(context));
    }

    @Override
    public Expression visitParenthesized(ParenthesizedContext context) {
        return context.expression().size() == 1
                ? build(context.expression(0))
                : new Expression.RowConstructor(all(context.expression()), source.at(context));
    }

    @Override
    public Expression visitRowConstructor(RowConstructorContext context) {
        return new Expression.RowConstructor(all(context.expression()), source.at(context));
    }

    @Override
    public Expression visitArrayConstructor(ArrayConstructorContext context) {
        return new Expression.ArrayConstructor(all(context.expression()), source.at(context));
    }

    @Override
    public Expression visitMapConstructor(MapConstructorContext context) {
        List<Expression> items = all(context.expression());
        List<Expression.MapConstructor.Entry> entries = new ArrayList<>();
        for (int i = 0; i < items.size(); i += 2) {
            entries.add(new Expression.MapConstructor.Entry(items.get(i), items.get(i + 1)));
        }
        return new Expression.MapConstructor(entries, source.at(context));
    }
}
