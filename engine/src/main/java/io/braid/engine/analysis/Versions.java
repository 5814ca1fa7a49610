package io.braid.engine.analysis;

import io.braid.engine.analysis.Groups.Output;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A result whose rows replace each other, told as all the versions of its rows, each from the event time at which it began:
 * what a stream needs to meet the version of its own time.
 *
 * <p>A condition on such rows is not a filter here: that a version does not meet it ends the one before, which a row that
 * was filtered out cannot say. So it is a column, and part of the condition of the join.
 *
 * @param sql gives the columns of the result and {@code $rt}; and for each key the newest version
 * @param conditional whether there is a column {@code $holds} before {@code $rt}
 */
record Versions(String sql, boolean conditional) {
    private static final String HOLDS = "`$holds`";

    /**
     * Versions of rows that are versions themselves.
     *
     * @param where in Flink SQL; empty for none
     */
    static Versions of(From from, String alias, List<Output> outputs, String where) {
        Versions inner = from.versions().get().orElse(null);
        boolean conditional = inner != null && inner.conditional();
        String holds = conditional ? FlinkSql.name(alias) + "." + HOLDS : "";
        String both = holds.isEmpty() || where.isEmpty() ? holds + where : holds + " AND " + where;
        String rows = inner == null ? from.sql() : "(" + inner.sql() + ") AS " + FlinkSql.name(alias);
        return new Versions(select(outputs, both, FlinkSql.name(alias) + ".`$rt`", rows), !both.isEmpty());
    }

    /**
     * Versions of groups. Every row of a stream makes a new version of its group, so aggregates run along with the rows.
     * Every row of a changelog makes one, too, when a group is a row of it.
     *
     * @param rows what is grouped, with its WHERE
     * @param outputs whose aggregates run over {@link #window}
     * @param holds the condition that the groups must meet, in Flink SQL; empty for none
     * @param key positions of the group's columns in the outputs
     */
    static Versions ofGroups(String rows, String time, List<Output> outputs, String holds, List<Integer> key) {
        List<String> names = outputs.stream().map(Output::name).toList();
        String groups = key.stream().map(names::get).map(FlinkSql::name).collect(Collectors.joining(", "));
        String newest =
                "SELECT %s%s, `$rt` FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY `$rt` DESC) AS `$rn` FROM (%s)) WHERE `$rn` = 1"
                        .formatted(
                                SourceTables.joined(names),
                                holds.isEmpty() ? "" : ", " + HOLDS,
                                groups,
                                select(outputs, holds, time, rows));
        return new Versions(newest, !holds.isEmpty());
    }

    private static String select(List<Output> outputs, String holds, String time, String rows) {
        return "SELECT %s%s, %s AS `$rt` FROM %s"
                .formatted(
                        outputs.stream()
                                .map(output -> output.sql() + " AS " + FlinkSql.name(output.name()))
                                .collect(Collectors.joining(", ")),
                        holds.isEmpty() ? "" : ", (" + holds + ") AS " + HOLDS,
                        time,
                        rows);
    }

    /** What aggregates run over. */
    static String window(List<String> groups, String time, boolean stream) {
        return "PARTITION BY " + String.join(", ", groups) + " ORDER BY " + time
                + (stream ? "" : " ROWS BETWEEN 0 PRECEDING AND CURRENT ROW");
    }

    /** Under the names that a query in FROM gives to its columns. */
    Versions named(List<String> names) {
        String hidden = conditional ? HOLDS + ", `$rt`" : "`$rt`";
        return new Versions(
                "SELECT * FROM (%s) AS `v` (%s, %s)".formatted(sql, SourceTables.joined(names), hidden), conditional);
    }

    /** The condition of a join with them. */
    String condition(String on, String alias) {
        return conditional ? "(" + on + ") AND " + FlinkSql.name(alias) + "." + HOLDS : on;
    }
}
