package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query in Flink SQL.
 *
 * @param key positions of its key columns, null when it has none
 * @param hasTime whether the last column is the hidden {@code $rt}
 */
record CompiledQuery(
        String sql,
        List<String> names,
        ResultKind kind,
        @Nullable List<Integer> key,
        boolean hasTime,
        @Nullable Relation leftmost) {}
