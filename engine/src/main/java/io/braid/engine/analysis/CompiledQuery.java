package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query in Flink SQL.
 *
 * @param key positions of its key columns, null when it has none
 * @param hasTime whether the last column is the hidden {@code $rt}
 * @param versions the same with the time of every version, of a changelog; made only where it is needed
 * @param ranking its ROW_NUMBER(), by the names of its columns
 */
record CompiledQuery(
        String sql,
        List<String> names,
        Changes changes,
        @Nullable List<Integer> key,
        boolean hasTime,
        @Nullable Ranking ranking,
        Supplier<Optional<Versions>> versions,
        @Nullable Relation leftmost) {

    ResultKind kind() {
        return changes.isStream() ? ResultKind.STREAM : ResultKind.CHANGELOG;
    }
}
