package io.braid.view;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The part of a SELECT that a store can do by itself: columns, comparisons with constants, order and limit.
 *
 * @param columns positions of the wanted columns, in the wanted order
 * @param conditions all must hold
 * @param limit negative for none
 */
public record ViewScan(List<Integer> columns, List<Condition> conditions, List<Order> order, long limit) {
    public ViewScan {
        columns = List.copyOf(columns);
        conditions = List.copyOf(conditions);
        order = List.copyOf(order);
    }

    public OptionalLong findLimit() {
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** {@code column operator value}; the value is of the column's class and not null unless the operator is a null test. */
    public record Condition(
            int column, Operator operator, @Nullable Object value) {}

    /** Nulls come first or last as said, whatever the direction. */
    public record Order(int column, boolean descending, boolean nullsFirst) {}

    public enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IS_NULL,
        IS_NOT_NULL
    }
}
