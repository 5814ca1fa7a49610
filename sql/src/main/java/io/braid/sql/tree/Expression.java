package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anything that has a value.
 *
 * <p>Forms that mean the same are one record: {@code x NOT IN (…)} is {@code Not(InList(…))}, {@code SUBSTRING(s FROM 2)} is
 * a call with two arguments, {@code CURRENT_DATE} is a call with none.
 */
public sealed interface Expression
        permits Literal,
                Predicate,
                JsonExpression,
                Call,
                Expression.ColumnReference,
                Expression.FieldAccess,
                Expression.ElementAccess,
                Expression.Binary,
                Expression.Unary,
                Expression.Case,
                Expression.Cast,
                Expression.Extract,
                Expression.RoundTime,
                Expression.UnitSymbol,
                Expression.Trim,
                Expression.Overlay,
                Expression.PositionOf,
                Expression.ArrayConstructor,
                Expression.MapConstructor,
                Expression.RowConstructor,
                Expression.ScalarSubquery,
                Expression.Star,
                Expression.Parameter {
    Position at();

    <R, C> R accept(ExpressionVisitor<R, C> visitor, C context);

    /** A column, perhaps with its relation before it: {@code c}, {@code alias.c}, {@code db.schema.relation.c}. */
    record ColumnReference(QualifiedName name, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitColumnReference(this, context);
        }
    }

    /** {@code base->field}. */
    record FieldAccess(Expression base, Identifier field, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitFieldAccess(this, context);
        }
    }

    /** {@code base[index]}: an element of an array, a value of a map, a field of a struct. */
    record ElementAccess(Expression base, Expression index, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitElementAccess(this, context);
        }
    }

    /** Arithmetic and concatenation. */
    record Binary(Operator operator, Expression left, Expression right, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitBinary(this, context);
        }

        /** The operators, from weak to strong in the groups that {@link #precedence} tells. */
        public enum Operator {
            CONCAT("||", 2),
            ADD("+", 1),
            SUBTRACT("-", 1),
            MULTIPLY("*", 2),
            DIVIDE("/", 2),
            MODULO("%", 2);

            private final String symbol;
            private final int precedence;

            Operator(String symbol, int precedence) {
                this.symbol = symbol;
                this.precedence = precedence;
            }

            public String symbol() {
                return symbol;
            }

            /** The greater, the tighter it binds; operators of one precedence bind from left to right. */
            public int precedence() {
                return precedence;
            }
        }
    }

    /** A sign. A minus before a number literal is here too: literals have no sign. */
    record Unary(Sign sign, Expression operand, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitUnary(this, context);
        }

        public enum Sign {
            PLUS("+"),
            MINUS("-");

            private final String symbol;

            Sign(String symbol) {
                this.symbol = symbol;
            }

            public String symbol() {
                return symbol;
            }
        }
    }

    /** {@code CASE [operand] WHEN … THEN … [ELSE …] END}. */
    record Case(
            @Nullable Expression operand,
            List<When> whens,
            @Nullable Expression otherwise,
            Position at) implements Expression {
        public Case {
            whens = List.copyOf(whens);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitCase(this, context);
        }

        public record When(Expression condition, Expression result) {}
    }

    record Cast(Expression value, TypeName type, OnFailure onFailure, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitCast(this, context);
        }

        /** CAST fails, TRY_CAST gives null. */
        public enum OnFailure {
            FAIL,
            NULL
        }
    }

    record Extract(TimeUnit unit, Expression value, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitExtract(this, context);
        }
    }

    /** {@code FLOOR(time TO unit)} and {@code CEIL(time TO unit)}. */
    record RoundTime(Direction direction, Expression value, TimeUnit unit, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitRoundTime(this, context);
        }

        public enum Direction {
            FLOOR,
            CEIL
        }
    }

    /** The unit in {@code TIMESTAMPADD(unit, n, time)} and {@code TIMESTAMPDIFF(unit, a, b)}; nowhere else. */
    record UnitSymbol(TimeUnit unit, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitUnitSymbol(this, context);
        }
    }

    /** {@code TRIM([BOTH | LEADING | TRAILING] [characters] FROM value)}; without characters, blanks go. */
    record Trim(Side side, @Nullable Expression characters, Expression value, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitTrim(this, context);
        }

        public enum Side {
            BOTH,
            LEADING,
            TRAILING
        }
    }

    /** {@code OVERLAY(value PLACING replacement FROM start [FOR length])}. */
    record Overlay(
            Expression value,
            Expression replacement,
            Expression start,
            @Nullable Expression length,
            Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitOverlay(this, context);
        }
    }

    /** {@code POSITION(wanted IN text)}. */
    record PositionOf(Expression wanted, Expression text, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitPositionOf(this, context);
        }
    }

    record ArrayConstructor(List<Expression> elements, Position at) implements Expression {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitArrayConstructor(this, context);
        }
    }

    record MapConstructor(List<Entry> entries, Position at) implements Expression {
        public MapConstructor {
            entries = List.copyOf(entries);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitMapConstructor(this, context);
        }

        public record Entry(Expression key, Expression value) {}
    }

    /** {@code ROW(a, …)} or {@code (a, b, …)}. */
    record RowConstructor(List<Expression> fields, Position at) implements Expression {
        public RowConstructor {
            fields = List.copyOf(fields);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitRowConstructor(this, context);
        }
    }

    record ScalarSubquery(Query query, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitScalarSubquery(this, context);
        }
    }

    /** The star of {@code COUNT(*)}: the only argument of its call, and nowhere else. */
    record Star(Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitStar(this, context);
        }
    }

    /** A {@code ?}, counted from 0 in its statement. */
    record Parameter(int index, Position at) implements Expression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitParameter(this, context);
        }
    }
}
