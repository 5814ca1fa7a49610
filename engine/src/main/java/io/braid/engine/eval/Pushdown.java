package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Predicate;
import io.braid.view.ViewScan.Condition;
import io.braid.view.ViewScan.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the conditions that a store can check by itself. */
final class Pushdown {
    private Pushdown() {}

    /** The terms that all have to hold. */
    static List<Expression> terms(@Nullable Expression condition) {
        List<Expression> terms = new ArrayList<>();
        if (condition != null) {
            collect(condition, terms);
        }
        return terms;
    }

    private static void collect(Expression condition, List<Expression> terms) {
        if (condition instanceof Predicate.Logical all && all.operator() == Predicate.Logical.Operator.AND) {
            all.terms().forEach(term -> collect(term, terms));
        } else if (condition instanceof Predicate.Between between
                && between.order() == Predicate.Between.Order.ASYMMETRIC) {
            terms.add(new Predicate.Comparison(
                    Predicate.Comparison.Operator.GREATER_OR_EQUAL, between.value(), between.low(), between.at()));
            terms.add(new Predicate.Comparison(
                    Predicate.Comparison.Operator.LESS_OR_EQUAL, between.value(), between.high(), between.at()));
        } else {
            terms.add(condition);
        }
    }

    /** The condition that says the same; absent if there is none. Columns are those of the scope, by slot. */
    static Optional<Condition> condition(Expression term, Scope scope) {
        if (term instanceof Predicate.Comparison comparison) {
            return comparison(comparison, scope);
        }
        if (term instanceof Predicate.InList in && in.items().size() == 1) {
            return comparison(
                    new Predicate.Comparison(
                            Predicate.Comparison.Operator.EQUAL,
                            in.value(),
                            in.items().get(0),
                            in.at()),
                    scope);
        }
        if (term instanceof Predicate.IsNull test) {
            return column(test.value(), scope).map(entry -> new Condition(entry.slot(), Operator.IS_NULL, null));
        }
        if (term instanceof Predicate.Not not && not.operand() instanceof Predicate.IsNull test) {
            return column(test.value(), scope).map(entry -> new Condition(entry.slot(), Operator.IS_NOT_NULL, null));
        }
        boolean negated = term instanceof Predicate.Not;
        Expression tested = term instanceof Predicate.Not not ? not.operand() : term;
        return column(tested, scope)
                .filter(entry -> entry.type().kind() == Kind.BOOLEAN)
                .map(entry -> new Condition(entry.slot(), Operator.EQUAL, !negated));
    }

    private static Optional<Condition> comparison(Predicate.Comparison comparison, Scope scope) {
        Operator operator = Operator.valueOf(comparison.operator().name());
        Optional<Condition> asWritten = comparison(comparison.left(), operator, comparison.right(), scope);
        return asWritten.isPresent()
                ? asWritten
                : comparison(comparison.right(), turned(operator), comparison.left(), scope);
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            default -> operator;
        };
    }

    private static Optional<Condition> comparison(Expression left, Operator operator, Expression right, Scope scope) {
        return column(left, scope).flatMap(entry -> constant(right)
                .flatMap(node -> valueFor(entry.type(), node))
                .map(value -> new Condition(entry.slot(), operator, value)));
    }

    private static Optional<Scope.Entry> column(Expression expression, Scope scope) {
        return expression instanceof Expression.ColumnReference reference
                ? Optional.of(scope.require(reference.name()))
                : Optional.empty();
    }

    private static Optional<Node> constant(Expression expression) {
        boolean plain = expression instanceof Literal
                || expression instanceof Expression.Unary
                || expression instanceof Expression.Cast;
        if (!plain) {
            return Optional.empty();
        }
        Bindings noColumns = part -> {
            if (part instanceof Expression.ColumnReference || part instanceof Expression.ScalarSubquery) {
                throw new Unsupported("not a constant");
            }
            return null;
        };
        try {
            Node node = new ExpressionCompiler(noColumns, Fidelity.FRIENDLY, Subqueries.none()).compile(expression);
            return node.constant() && !node.isInterval() && node.value() != null ? Optional.of(node) : Optional.empty();
        } catch (Unsupported notConstant) {
            return Optional.empty();
        }
    }

    /** The constant as the class of the column, if nothing is lost. */
    private static Optional<Object> valueFor(DataType column, Node constant) {
        Object value = constant.value();
        Kind kind = constant.type().kind();
        if (value == null) {
            return Optional.empty();
        }
        return switch (column.kind()) {
            case TINYINT, SMALLINT, INTEGER -> value instanceof Integer ? Optional.of(value) : Optional.empty();
            case BIGINT -> kind.isInteger() ? Optional.of(((Number) value).longValue()) : Optional.empty();
            case DECIMAL -> kind.isInteger() || kind == Kind.DECIMAL ? exact(column, value) : Optional.empty();
            case DOUBLE -> kind.isNumeric() ? Optional.of(((Number) value).doubleValue()) : Optional.empty();
            case BOOLEAN, VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ ->
                column.kind() == kind ? Optional.of(value) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Object> exact(DataType column, Object value) {
        DataType.Decimal type = (DataType.Decimal) column;
        BigDecimal decimal = Arithmetic.decimal(value);
        return decimal.stripTrailingZeros().scale() <= type.scale()
                ? Optional.ofNullable(Arithmetic.fit(decimal, type))
                : Optional.empty();
    }
}
