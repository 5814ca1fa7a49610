package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** A value written down. */
public sealed interface Literal extends Expression {
    /** {@code 'text'}, unescaped. */
    record Text(String value, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitText(this, context);
        }
    }

    /** A number as it was written; it never has a sign. */
    record Number(String text, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitNumber(this, context);
        }

        public Kind kind() {
            if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
                return Kind.DOUBLE;
            }
            return text.indexOf('.') >= 0 ? Kind.DECIMAL : Kind.INTEGER;
        }

        public enum Kind {
            INTEGER,
            DECIMAL,
            DOUBLE
        }
    }

    record Bool(boolean value, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitBool(this, context);
        }
    }

    record Null(Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitNull(this, context);
        }
    }

    /** {@code DATE '…'}, {@code TIME '…'}, {@code TIMESTAMP '…'}. */
    record Temporal(Kind kind, String text, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitTemporal(this, context);
        }

        public enum Kind {
            DATE,
            TIME,
            TIMESTAMP
        }
    }

    /**
     * {@code INTERVAL '1' DAY}, {@code INTERVAL '1 12:00' DAY TO MINUTE}. Precisions are dropped: the text says how many
     * digits are needed.
     */
    record Interval(String text, TimeUnit from, @Nullable TimeUnit to, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitInterval(this, context);
        }
    }

    /** {@code x'0A1F'}; the digits are upper case. */
    record Binary(String hex, Position at) implements Literal {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitHex(this, context);
        }
    }
}
