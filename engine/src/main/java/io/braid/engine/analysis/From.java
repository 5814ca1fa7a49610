package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A FROM item in Flink SQL.
 *
 * @param table the table or view it is, when it is nothing more; a temporal join needs that
 * @param alias of that table
 * @param history the same with all versions of its rows, each a row of its own; null when it has no such thing
 * @param versions the same with the time of every version, where it is not such a table itself
 * @param keys Flink SQL of the columns that identify a row; null for rows without identity
 * @param time Flink SQL of the event time, null when it is lost
 * @param window alias of the windowed relation in it, null when there is none
 * @param session Flink SQL of the columns that each have sessions of their own; null when there are no sessions
 * @param same columns of the right sides of joins, with what they are compared with: either can stand for the other
 * @param ranking a ROW_NUMBER() of the query that it is, if there is one
 * @param leftmost the relation that was written first
 */
record From(
        String sql,
        Changes changes,
        @Nullable String table,
        @Nullable String alias,
        @Nullable String history,
        Supplier<Optional<Versions>> versions,
        @Nullable List<String> keys,
        @Nullable String time,
        @Nullable String window,
        @Nullable List<String> session,
        Map<String, String> same,
        @Nullable Ranking ranking,
        @Nullable Relation leftmost) {

    /** A table or a view of the job. */
    static From table(
            String table,
            String alias,
            Changes changes,
            @Nullable List<String> keys,
            @Nullable String time,
            @Nullable Relation leftmost) {
        String sql = FlinkSql.name(table) + " AS " + FlinkSql.name(alias);
        return new From(
                sql, changes, table, alias, null, Optional::empty, keys, time, null, null, Map.of(), null, leftmost);
    }

    /** Something that is made of this one and keeps its key, its event time and its window. */
    From as(String other) {
        return new From(
                other, changes, null, null, null, Optional::empty, keys, time, window, session, same, null, leftmost);
    }

    From with(Changes other) {
        return new From(
                sql, other, table, alias, history, versions, keys, time, window, session, same, ranking, leftmost);
    }

    From keyed(@Nullable List<String> other) {
        return new From(
                sql, changes, table, alias, history, versions, other, time, window, session, same, ranking, leftmost);
    }

    From timed(@Nullable String other) {
        return new From(
                sql, changes, table, alias, history, versions, keys, other, window, session, same, ranking, leftmost);
    }

    From ranked(@Nullable Ranking other) {
        return new From(
                sql, changes, table, alias, history, versions, keys, time, window, session, same, other, leftmost);
    }

    From same(Map<String, String> other) {
        return new From(
                sql, changes, table, alias, history, versions, keys, time, window, session, other, ranking, leftmost);
    }

    From versioned(Supplier<Optional<Versions>> other) {
        return new From(
                sql, changes, table, alias, history, other, keys, time, window, session, same, ranking, leftmost);
    }

    From over(@Nullable String other) {
        return new From(
                sql, changes, table, alias, other, versions, keys, time, window, session, same, ranking, leftmost);
    }

    boolean isStream() {
        return changes.isStream();
    }
}
