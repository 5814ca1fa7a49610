package io.braid.feed;

import java.util.List;

/**
 * Rows that left a job together.
 *
 * @param epoch the checkpoint that will cover these rows is this one or a later one; 0 where nobody asks
 */
public record RowBatch(List<FeedRow> rows, long epoch) {
    public int size() {
        return rows.size();
    }
}
