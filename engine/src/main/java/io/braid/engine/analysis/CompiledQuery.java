package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query in Flink SQL.
 *
 * @param key positions of its key columns, null when it has none
 * @param hasTime whether the last column is the hidden {@code $rt}
 * @param ranking its ROW_NUMBER(), by the names of its columns
 */
record CompiledQuery(
        String sql,
        List<String> names,
        Changes changes,
        @Nullable List<Integer> key,
        boolean hasTime,
        @Nullable Ranking ranking,
        @Nullable Relation leftmost) {

    ResultKind kind() {
        return changes.isStream() ? ResultKind.STREAM : ResultKind.CHANGELOG;
    }
}
