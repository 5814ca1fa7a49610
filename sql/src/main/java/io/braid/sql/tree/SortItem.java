package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** One item of an ORDER BY. */
public record SortItem(
        Expression expression,
        Direction direction,
        @Nullable Nulls nulls) {
    public enum Direction {
        ASC,
        DESC
    }

    public enum Nulls {
        FIRST,
        LAST
    }
}
