package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FROM item in Flink SQL.
 *
 * @param table the table or view it is, when it is nothing more; a temporal join needs that
 * @param alias of that table
 * @param keys Flink SQL of the columns that identify a row; null for rows without identity
 * @param time Flink SQL of the event time, null when it is lost
 * @param window alias of the windowed relation in it, null when there is none
 * @param leftmost the relation that was written first
 */
record From(
        String sql,
        ResultKind kind,
        @Nullable String table,
        @Nullable String alias,
        @Nullable List<String> keys,
        @Nullable String time,
        @Nullable String window,
        @Nullable Relation leftmost) {}
