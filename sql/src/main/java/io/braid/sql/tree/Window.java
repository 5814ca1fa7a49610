package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows OVER. */
public record Window(
        List<Expression> partitionBy,
        List<SortItem> orderBy,
        @Nullable Frame frame,
        Position at) {
    public Window {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }

    /**
     * Which rows around the current one take part.
     *
     * @param end absent without BETWEEN: the frame then ends at the current row
     */
    public record Frame(
            Extent extent, Bound start, @Nullable Bound end) {}

    public enum Extent {
        ROWS,
        RANGE
    }

    /**
     * One end of a frame.
     *
     * @param offset a number of rows, or a {@link Literal.Interval} (also when written bare, as in {@code 1 HOUR
     *     PRECEDING}); present for PRECEDING and FOLLOWING alone
     */
    public record Bound(Kind kind, @Nullable Expression offset) {
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }
    }
}
