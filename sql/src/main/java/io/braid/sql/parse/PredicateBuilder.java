package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.BetweenContext;
import io.braid.sql.parse.BraidSqlParser.ComparisonContext;
import io.braid.sql.parse.BraidSqlParser.ComparisonOperatorContext;
import io.braid.sql.parse.BraidSqlParser.InContext;
import io.braid.sql.parse.BraidSqlParser.IsDistinctFromContext;
import io.braid.sql.parse.BraidSqlParser.IsJsonContext;
import io.braid.sql.parse.BraidSqlParser.IsNullContext;
import io.braid.sql.parse.BraidSqlParser.IsTruthContext;
import io.braid.sql.parse.BraidSqlParser.LikeContext;
import io.braid.sql.parse.BraidSqlParser.OverlapsContext;
import io.braid.sql.parse.BraidSqlParser.PredicateContext;
import io.braid.sql.parse.BraidSqlParser.SimilarToContext;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.Predicate.Between.Order;
import io.braid.sql.tree.Predicate.Comparison.Operator;
import io.braid.sql.tree.Predicate.IsJson.Shape;
import io.braid.sql.tree.Predicate.IsTruth.Truth;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds what may follow a value to make it true or false. */
final class PredicateBuilder {
    private final SourceText source;
    private final ExpressionBuilder expressions;
    private final QueryBuilder queries;

    PredicateBuilder(SourceText source, ExpressionBuilder expressions, QueryBuilder queries) {
        this.source = source;
        this.expressions = expressions;
        this.queries = queries;
    }

    Expression build(PredicateContext context, Expression value) {
        Position at = value.at();
        if (context instanceof ComparisonContext comparison) {
            return new Predicate.Comparison(
                    operator(comparison.comparisonOperator()),
                    value,
                    expressions.build(comparison.valueExpression()),
                    at);
        }
        if (context instanceof BetweenContext between) {
            Order order = between.SYMMETRIC() == null ? Order.ASYMMETRIC : Order.SYMMETRIC;
            return perhapsNot(
                    between.NOT(),
                    new Predicate.Between(
                            value, expressions.build(between.low), expressions.build(between.high), order, at));
        }
        if (context instanceof InContext in) {
            return perhapsNot(
                    in.NOT(),
                    in.query() == null
                            ? new Predicate.InList(value, expressions.all(in.expression()), at)
                            : new Predicate.InQuery(value, queries.query(in.query()), at));
        }
        if (context instanceof LikeContext like) {
            return perhapsNot(
                    like.NOT(),
                    new Predicate.Like(
                            value, expressions.build(like.patternText), expressions.optional(like.escape), at));
        }
        if (context instanceof SimilarToContext similar) {
            return perhapsNot(
                    similar.NOT(),
                    new Predicate.SimilarTo(
                            value, expressions.build(similar.patternText), expressions.optional(similar.escape), at));
        }
        return is(context, value, at);
    }

    private Expression is(PredicateContext context, Expression value, Position at) {
        if (context instanceof IsNullContext isNull) {
            return perhapsNot(isNull.NOT(), new Predicate.IsNull(value, at));
        }
        if (context instanceof IsTruthContext isTruth) {
            return perhapsNot(isTruth.NOT(), new Predicate.IsTruth(value, Truth.valueOf(upper(isTruth.truth)), at));
        }
        if (context instanceof IsDistinctFromContext distinct) {
            return perhapsNot(
                    distinct.NOT(),
                    new Predicate.IsDistinctFrom(value, expressions.build(distinct.valueExpression()), at));
        }
        if (context instanceof IsJsonContext json) {
            Shape shape = json.shape == null ? Shape.VALUE : Shape.valueOf(upper(json.shape));
            return perhapsNot(json.NOT(), new Predicate.IsJson(value, shape, at));
        }
        if (context instanceof OverlapsContext overlaps) {
            return new Predicate.Overlaps(value, expressions.build(overlaps.valueExpression()), at);
        }
        throw source.error(context.getStart(), "\"" + context.getText() + "\" is not a predicate");
    }

    private static Expression perhapsNot(@Nullable Object not, Expression expression) {
        return not == null ? expression : new Predicate.Not(expression, expression.at());
    }

    private static Operator operator(ComparisonOperatorContext context) {
        return switch (context.getStart().getType()) {
            case BraidSqlParser.EQ -> Operator.EQUAL;
            case BraidSqlParser.NEQ -> Operator.NOT_EQUAL;
            case BraidSqlParser.LT -> Operator.LESS;
            case BraidSqlParser.LTE -> Operator.LESS_OR_EQUAL;
            case BraidSqlParser.GT -> Operator.GREATER;
            default -> Operator.GREATER_OR_EQUAL;
        };
    }

    private static String upper(Token token) {
        return token.getText().toUpperCase(Locale.ROOT);
    }
}
