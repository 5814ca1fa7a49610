package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression that is true, false or unknown by its form. */
public sealed interface Predicate extends Expression {
    /** Two or more terms joined by the same word; {@code a AND b AND c} is one of three terms. */
    record Logical(Operator operator, List<Expression> terms, Position at) implements Predicate {
        public Logical {
            terms = List.copyOf(terms);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitLogical(this, context);
        }

        public enum Operator {
            AND,
            OR
        }
    }

    record Not(Expression operand, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitNot(this, context);
        }
    }

    record Comparison(Operator operator, Expression left, Expression right, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitComparison(this, context);
        }

        public enum Operator {
            EQUAL("="),
            NOT_EQUAL("<>"),
            LESS("<"),
            LESS_OR_EQUAL("<="),
            GREATER(">"),
            GREATER_OR_EQUAL(">=");

            private final String symbol;

            Operator(String symbol) {
                this.symbol = symbol;
            }

            public String symbol() {
                return symbol;
            }
        }
    }

    record IsNull(Expression value, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitIsNull(this, context);
        }
    }

    record IsDistinctFrom(Expression left, Expression right, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitIsDistinctFrom(this, context);
        }
    }

    /** {@code x IS TRUE}. */
    record IsTruth(Expression value, Truth truth, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitIsTruth(this, context);
        }

        public enum Truth {
            TRUE,
            FALSE,
            UNKNOWN
        }
    }

    record Between(Expression value, Expression low, Expression high, Order order, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitBetween(this, context);
        }

        /** SYMMETRIC lets the bounds stand in either order. */
        public enum Order {
            ASYMMETRIC,
            SYMMETRIC
        }
    }

    record InList(Expression value, List<Expression> items, Position at) implements Predicate {
        public InList {
            items = List.copyOf(items);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitInList(this, context);
        }
    }

    record InQuery(Expression value, Query query, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitInQuery(this, context);
        }
    }

    record Exists(Query query, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitExists(this, context);
        }
    }

    record Like(
            Expression value, Expression pattern, @Nullable Expression escape, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitLike(this, context);
        }
    }

    record SimilarTo(
            Expression value, Expression pattern, @Nullable Expression escape, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitSimilarTo(this, context);
        }
    }

    /** {@code (a, b) OVERLAPS (c, d)}. */
    record Overlaps(Expression left, Expression right, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitOverlaps(this, context);
        }
    }

    /** {@code x IS JSON [VALUE | SCALAR | ARRAY | OBJECT]}. */
    record IsJson(Expression value, Shape shape, Position at) implements Predicate {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitIsJson(this, context);
        }

        public enum Shape {
            VALUE,
            SCALAR,
            ARRAY,
            OBJECT
        }
    }
}
