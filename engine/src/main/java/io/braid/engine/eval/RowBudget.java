package io.braid.engine.eval;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;

/** How many rows a statement may hold in memory while it sorts, groups and joins. Used by one thread. */
final class RowBudget {
    private final long limit;
    private long kept;

    RowBudget(long limit) {
        this.limit = limit;
    }

    void keepOne() {
        if (++kept > limit) {
            throw StatementException.of(
                            ErrorCode.LIMIT_EXCEEDED,
                            "the query has to hold more than %d rows in memory to sort, group or join them",
                            limit)
                    .hint("narrow it with WHERE, or read less with LIMIT");
        }
    }
}
