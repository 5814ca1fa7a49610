package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.GroupItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rows are grouped by: GROUP BY in Flink SQL. */
final class Groups {
    private final QueryBody.Select select;
    private final Scope scope;
    private final ExpressionPrinter printer;
    private final List<Output> outputs;

    Groups(QueryBody.Select select, Scope scope, ExpressionPrinter printer, List<Output> outputs) {
        this.select = select;
        this.scope = scope;
        this.printer = printer;
        this.outputs = outputs;
    }

    /** The columns and expressions, each once. */
    List<String> all() {
        List<String> groups = new ArrayList<>();
        for (GroupItem item : select.groupBy()) {
            for (Expression expression : expressions(item)) {
                String sql = group(expression);
                if (!groups.contains(sql)) {
                    groups.add(sql);
                }
            }
        }
        return groups;
    }

    private static List<Expression> expressions(GroupItem item) {
        if (item instanceof GroupItem.By by) {
            return List.of(by.expression());
        }
        if (item instanceof GroupItem.Rollup rollup) {
            return rollup.expressions();
        }
        if (item instanceof GroupItem.Cube cube) {
            return cube.expressions();
        }
        return ((GroupItem.Sets) item).sets().stream().flatMap(List::stream).toList();
    }

    /** A group item may be a column, an expression, the alias of an output or its position. */
    private String group(Expression expression) {
        if (expression instanceof Literal.Number number && number.kind() == Literal.Number.Kind.INTEGER) {
            int position = Integer.parseInt(number.text());
            if (position < 1 || position > outputs.size()) {
                throw FlinkSql.at(
                        number.at(),
                        StatementException.of(
                                ErrorCode.INVALID_QUERY, "GROUP BY position %d is not in the select list", position));
            }
            return outputs.get(position - 1).sql();
        }
        if (expression instanceof Expression.ColumnReference column
                && column.name().isSimple()
                && !scope.contains(column.name())) {
            for (Output output : outputs) {
                if (output.name().equals(column.name().last().value())) {
                    return output.sql();
                }
            }
        }
        return printer.print(expression);
    }

    /** The clause, or nothing. */
    String sql() {
        return select.groupBy().isEmpty()
                ? ""
                : select.groupBy().stream().map(this::sql).collect(Collectors.joining(", ", " GROUP BY ", ""));
    }

    private String sql(GroupItem item) {
        if (item instanceof GroupItem.By by) {
            return group(by.expression());
        }
        if (item instanceof GroupItem.Rollup rollup) {
            return "ROLLUP(" + list(rollup.expressions()) + ")";
        }
        if (item instanceof GroupItem.Cube cube) {
            return "CUBE(" + list(cube.expressions()) + ")";
        }
        return ((GroupItem.Sets) item)
                .sets().stream()
                        .map(set -> "(" + list(set) + ")")
                        .collect(Collectors.joining(", ", "GROUPING SETS (", ")"));
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::group).collect(Collectors.joining(", "));
    }

    /**
     * Refuses what the groups cannot be.
     *
     * @param groups of {@link #all}
     * @param aggregated whether there are groups at all, be it one of all rows
     * @param subquery where the SELECT has one
     */
    void check(From from, List<String> groups, boolean aggregated, @Nullable Position subquery) {
        if (select.having() != null && select.groupBy().isEmpty()) {
            throw FlinkSql.at(
                    select.having().at(), StatementException.of(ErrorCode.INVALID_QUERY, "HAVING needs a GROUP BY"));
        }
        String window = from.window();
        if (!aggregated || window == null) {
            return;
        }
        requireWindow(window, groups);
        if (from.session() != null) {
            requireSessions(window, from.session(), groups);
        }
        if (subquery != null) {
            // Flink joins with it, and then no longer knows that rows of a window come to an end
            throw QueryTranslator.refused(subquery, "a subquery beside an aggregation over a window is not supported")
                    .hint("write the rows that it lets through to a stream, and put the window over that");
        }
    }

    /** Flink takes a GROUP BY without window_end for one without window and says nothing; we do not. */
    private void requireWindow(String window, List<String> groups) {
        String missing = bounds(window).stream()
                .filter(bound -> !groups.contains(bound))
                .map(bound -> bound.substring(bound.lastIndexOf('.') + 1).replace("`", ""))
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            throw FlinkSql.at(
                    at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "an aggregation over a window must GROUP BY window_start and window_end")
                            .hint("add " + missing + " to GROUP BY"));
        }
    }

    /** Sessions that are not those of the groups would be merged under rows that were already given. */
    private void requireSessions(String window, List<String> sessions, List<String> groups) {
        HashSet<String> keys = new HashSet<>(groups);
        keys.removeAll(bounds(window));
        if (!keys.equals(new HashSet<>(sessions))) {
            throw FlinkSql.at(
                    at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "PARTITION BY of SESSION and GROUP BY must name the same columns")
                            .hint(
                                    "window_start and window_end apart, as in SESSION(relation PARTITION BY id, …) … GROUP"
                                            + " BY window_start, window_end, id"));
        }
    }

    /** Both bounds of a window, which say the same of it. */
    static List<String> bounds(String window) {
        return List.of(FlinkSql.name(window) + ".`window_start`", FlinkSql.name(window) + ".`window_end`");
    }

    private Position at() {
        return select.groupBy().stream()
                .flatMap(item -> expressions(item).stream())
                .map(Expression::at)
                .findFirst()
                .orElse(select.at());
    }

    /**
     * An output column.
     *
     * @param written what the user wrote; null for one that a star stands for
     */
    record Output(String name, String sql, @Nullable Expression written) {
        /** Where an expression stands among outputs; -1 when it does not. */
        static int find(List<Output> outputs, @Nullable String sql) {
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).sql().equals(sql)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
