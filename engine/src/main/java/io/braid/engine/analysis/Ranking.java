package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.Predicate.Comparison;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A ROW_NUMBER() that a SELECT gives: {@code WHERE rn <= n} around it keeps the first n rows of each group.
 *
 * @param number its column
 * @param groups the columns that it is partitioned by; null when not all of them are selected
 * @param inTime whether it counts rows as time goes by, so that it can be used without a limit
 */
record Ranking(String number, @Nullable List<String> groups, boolean inTime, Position at) {

    Ranking renamed(UnaryOperator<String> names) {
        return new Ranking(
                names.apply(number),
                groups == null ? null : groups.stream().map(names).toList(),
                inTime,
                at);
    }

    /** @throws StatementException when it orders rows by something that later ones can come before */
    void requireLimit() {
        if (!inTime) {
            throw FlinkSql.at(
                    at,
                    StatementException.of(
                                    ErrorCode.FEATURE_NOT_SUPPORTED,
                                    "ROW_NUMBER() over an order other than event time is not supported without a limit")
                            .hint("select it in a query in FROM and keep the first ones: WHERE rn <= 3"));
        }
    }

    /**
     * How many rows of a group the condition lets through.
     *
     * @param print gives the Flink SQL of an expression
     * @return 0 when it does not say
     */
    long limit(@Nullable Expression condition, Function<Expression, String> print) {
        if (condition instanceof Predicate.Logical logical && logical.operator() == Predicate.Logical.Operator.AND) {
            return logical.terms().stream()
                    .mapToLong(term -> limit(term, print))
                    .filter(limit -> limit > 0)
                    .min()
                    .orElse(0);
        }
        if (condition instanceof Predicate.Between between && isNumber(between.value(), print)) {
            return whole(between.low()) == 1 ? Math.max(0, whole(between.high())) : 0;
        }
        if (!(condition instanceof Comparison comparison)) {
            return 0;
        }
        if (isNumber(comparison.left(), print)) {
            return limit(comparison.operator(), whole(comparison.right()));
        }
        return isNumber(comparison.right(), print)
                ? limit(mirrored(comparison.operator()), whole(comparison.left()))
                : 0;
    }

    private boolean isNumber(Expression expression, Function<Expression, String> print) {
        return expression instanceof Expression.ColumnReference
                && print.apply(expression).equals(number);
    }

    private static long limit(Comparison.Operator operator, long bound) {
        return switch (operator) {
            case LESS_OR_EQUAL -> Math.max(0, bound);
            case LESS -> Math.max(0, bound - 1);
            case EQUAL -> bound == 1 ? 1 : 0;
            case NOT_EQUAL, GREATER, GREATER_OR_EQUAL -> 0;
        };
    }

    private static Comparison.Operator mirrored(Comparison.Operator operator) {
        return switch (operator) {
            case LESS -> Comparison.Operator.GREATER;
            case LESS_OR_EQUAL -> Comparison.Operator.GREATER_OR_EQUAL;
            case GREATER -> Comparison.Operator.LESS;
            case GREATER_OR_EQUAL -> Comparison.Operator.LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL -> operator;
        };
    }

    private static long whole(Expression expression) {
        return expression instanceof Literal.Number number && number.kind() == Literal.Number.Kind.INTEGER
                ? Long.parseLong(number.text())
                : -1;
    }
}
