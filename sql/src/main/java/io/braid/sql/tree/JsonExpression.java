package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON functions whose arguments are more than a list. The others are a {@link Call}. */
public sealed interface JsonExpression extends Expression {
    /** {@code JSON_VALUE(input, path [RETURNING type] [… ON EMPTY] [… ON ERROR])}. */
    record JsonValue(
            Expression input,
            Expression path,
            @Nullable TypeName returning,
            @Nullable Fallback onEmpty,
            @Nullable Fallback onError,
            Position at)
            implements JsonExpression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonValue(this, context);
        }
    }

    /** {@code JSON_QUERY(input, path [RETURNING type] [wrapper] [… ON EMPTY] [… ON ERROR])}. */
    record JsonQuery(
            Expression input,
            Expression path,
            @Nullable TypeName returning,
            @Nullable Wrapper wrapper,
            @Nullable Fallback onEmpty,
            @Nullable Fallback onError,
            Position at)
            implements JsonExpression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonQuery(this, context);
        }

        public enum Wrapper {
            WITHOUT_ARRAY,
            WITH_CONDITIONAL_ARRAY,
            WITH_UNCONDITIONAL_ARRAY
        }
    }

    /** {@code JSON_EXISTS(input, path [TRUE | FALSE | UNKNOWN | ERROR ON ERROR])}. */
    record JsonExists(
            Expression input, Expression path, @Nullable OnError onError, Position at) implements JsonExpression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonExists(this, context);
        }

        public enum OnError {
            TRUE,
            FALSE,
            UNKNOWN,
            ERROR
        }
    }

    /** {@code JSON_OBJECT([KEY] k VALUE v, … [NULL | ABSENT ON NULL])}. */
    record JsonObject(List<Member> members, @Nullable OnNull onNull, Position at) implements JsonExpression {
        public JsonObject {
            members = List.copyOf(members);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonObject(this, context);
        }
    }

    /** {@code JSON_ARRAY(a, … [NULL | ABSENT ON NULL])}. */
    record JsonArray(List<Expression> elements, @Nullable OnNull onNull, Position at) implements JsonExpression {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonArray(this, context);
        }
    }

    /** {@code JSON_OBJECTAGG([KEY] k VALUE v [NULL | ABSENT ON NULL])}. */
    record JsonObjectAgg(Member member, @Nullable OnNull onNull, Position at) implements JsonExpression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonObjectAgg(this, context);
        }
    }

    /** {@code JSON_ARRAYAGG(x [NULL | ABSENT ON NULL])}. */
    record JsonArrayAgg(Expression element, @Nullable OnNull onNull, Position at) implements JsonExpression {
        @Override
        public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
            return visitor.visitJsonArrayAgg(this, context);
        }
    }

    record Member(Expression key, Expression value) {}

    enum OnNull {
        NULL,
        ABSENT
    }

    /**
     * What to give when there is no value, or an error.
     *
     * @param value present for DEFAULT alone
     */
    record Fallback(Kind kind, @Nullable Expression value) {
        public enum Kind {
            NULL,
            ERROR,
            EMPTY_ARRAY,
            EMPTY_OBJECT,
            DEFAULT
        }
    }
}
