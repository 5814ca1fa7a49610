package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.JobPlan.ViewSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.spi.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT that is understood: everything a job needs but its sink.
 *
 * @param names of the output columns, in order
 * @param key positions of the output columns that make up the primary key; null when the rows have none that is whole,
 *     and empty when there is only ever one row
 * @param hasTime whether {@code select} ends with a further, hidden column {@code $kts}: the event time of the row
 * @param limit of a live result; negative for none
 */
public record AnalyzedQuery(
        Changes changes,
        List<String> names,
        @Nullable List<Integer> key,
        boolean hasTime,
        List<TableSpec> sources,
        List<ViewSpec> views,
        String select,
        Map<String, String> options,
        List<FunctionSpec> functions,
        List<Relation> relations,
        @Nullable Relation leftmost,
        Settings properties,
        long limit) {
    public AnalyzedQuery {
        names = List.copyOf(names);
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        options = Map.copyOf(options);
        functions = List.copyOf(functions);
        relations = List.copyOf(relations);
    }

    public ResultKind kind() {
        return changes.isStream() ? ResultKind.STREAM : ResultKind.CHANGELOG;
    }

    public Optional<List<Integer>> findKey() {
        return Optional.ofNullable(key);
    }

    public Optional<Relation> findLeftmost() {
        return Optional.ofNullable(leftmost);
    }
}
