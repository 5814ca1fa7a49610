package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query in Flink SQL.
 *
 * @param key positions of its key columns, null when it has none
 * @param time what it knows of the event time
 * @param versions the same with the time of every version, of a changelog; made only where it is needed
 * @param ranking its ROW_NUMBER(), by the names of its columns
 */
record CompiledQuery(
        String sql,
        List<String> names,
        Changes changes,
        @Nullable List<Integer> key,
        Time time,
        @Nullable Ranking ranking,
        Supplier<Optional<Versions>> versions,
        @Nullable Relation leftmost) {

    /**
     * The same with other names for its columns.
     *
     * @throws StatementException 3D019 when there are more or fewer
     */
    CompiledQuery named(List<String> others, Position at) {
        if (others.size() != names.size()) {
            throw FlinkSql.at(
                    at,
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "the query has %d columns, and names are given to %d",
                            names.size(),
                            others.size()));
        }
        FromTranslator.unique(others, at);
        String columns = SourceTables.joined(others) + (hasTime() ? ", `$rt`" : "");
        return new CompiledQuery(
                "SELECT * FROM (%s) AS `n` (%s)".formatted(sql, columns),
                others,
                changes,
                key,
                time,
                ranking == null ? null : ranking.renamed(name -> others.get(names.indexOf(name))),
                () -> versions.get().map(found -> found.named(others)),
                leftmost);
    }

    /** What a query knows of the event time of its rows. */
    enum Time {
        LOST,
        /** It is there, as the last column {@code $rt}, and nothing can be done with it but to write it. */
        VALUE,
        /** The same, and rows come in its order, so that windows and joins can follow. */
        ORDER
    }

    boolean hasTime() {
        return time != Time.LOST;
    }

    boolean isTimed() {
        return time == Time.ORDER;
    }

    ResultKind kind() {
        return changes.isStream() ? ResultKind.STREAM : ResultKind.CHANGELOG;
    }
}
