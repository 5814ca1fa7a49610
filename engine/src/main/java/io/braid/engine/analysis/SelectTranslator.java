package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.GroupItem;
import io.braid.sql.tree.QueryBody.SelectItem;
import io.braid.sql.tree.SetQuantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One SELECT block in Flink SQL, with what kind of rows it gives. */
final class SelectTranslator {
    private final QueryTranslator queries;
    private final FromTranslator froms;
    private final PlanParts parts;

    SelectTranslator(QueryTranslator queries, FromTranslator froms, PlanParts parts) {
        this.queries = queries;
        this.froms = froms;
        this.parts = parts;
    }

    /** An output column: its name and its Flink SQL. */
    private record Output(String name, String sql) {}

    CompiledQuery translate(
            QueryBody.Select select, @Nullable Scope outer, Map<String, CommonTables.Entry> tables, boolean wantTime) {
        if (select.from() == null) {
            throw QueryTranslator.refused(select.at(), "a continuous query without FROM is not supported");
        }
        Scope scope = new Scope(outer);
        From from = froms.translate(select.from(), scope, tables);
        ExpressionPrinter printer = queries.printer(scope, tables);
        List<Output> outputs = outputs(select.items(), scope, printer);
        List<String> groups = groups(select, scope, printer, outputs);
        boolean aggregated = !select.groupBy().isEmpty() || printer.sawAggregate();
        boolean distinct = select.quantifier() == SetQuantifier.DISTINCT;
        if (aggregated && from.window() != null) {
            requireWindowColumns(select, from.window(), groups);
        }
        if (select.having() != null && select.groupBy().isEmpty()) {
            throw FlinkSql.at(
                    select.having().at(), StatementException.of(ErrorCode.INVALID_QUERY, "HAVING needs a GROUP BY"));
        }
        boolean time = wantTime && !aggregated && !distinct && from.time() != null;
        String sql = text(select, from, printer, outputs, groups, time);
        List<String> names = outputs.stream().map(Output::name).toList();
        ResultKind kind = aggregated || distinct ? ResultKind.CHANGELOG : from.kind();
        List<Integer> key = distinct && !aggregated
                ? indexes(outputs.size())
                : aggregated
                        ? key(groups, outputs, from.window())
                        : from.keys() == null ? null : key(from.keys(), outputs, null);
        return new CompiledQuery(sql, names, kind, key, time, from.leftmost());
    }

    private String text(
            QueryBody.Select select,
            From from,
            ExpressionPrinter printer,
            List<Output> outputs,
            List<String> groups,
            boolean time) {
        StringBuilder sql = new StringBuilder("SELECT ").append(parts.hints());
        if (select.quantifier() == SetQuantifier.DISTINCT) {
            sql.append("DISTINCT ");
        }
        sql.append(outputs.stream()
                .map(output -> output.sql() + " AS " + FlinkSql.name(output.name()))
                .collect(Collectors.joining(", ")));
        if (time) {
            sql.append(", ").append(from.time()).append(" AS `$rt`");
        }
        sql.append(" FROM ").append(from.sql());
        if (select.where() != null) {
            sql.append(" WHERE ").append(printer.print(select.where()));
        }
        if (!select.groupBy().isEmpty()) {
            sql.append(" GROUP BY ").append(String.join(", ", grouping(select.groupBy(), printer, groups)));
        }
        if (select.having() != null) {
            sql.append(" HAVING ").append(printer.print(select.having()));
        }
        return sql.toString();
    }

    private static List<Output> outputs(List<SelectItem> items, Scope scope, ExpressionPrinter printer) {
        List<Output> outputs = new ArrayList<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.All all) {
                List<Scope.Item> relations =
                        all.qualifier() == null ? scope.items() : List.of(scope.require(all.qualifier()));
                for (Scope.Item relation : relations) {
                    for (String column : relation.columns()) {
                        outputs.add(new Output(column, FlinkSql.name(relation.alias()) + "." + FlinkSql.name(column)));
                    }
                }
            } else if (item instanceof SelectItem.Column column) {
                outputs.add(
                        new Output(QueryTranslator.nameOf(column, outputs.size()), printer.print(column.expression())));
            }
        }
        return outputs;
    }

    /** The columns and expressions that rows are grouped by, each once, in Flink SQL. */
    private static List<String> groups(
            QueryBody.Select select, Scope scope, ExpressionPrinter printer, List<Output> outputs) {
        List<String> groups = new ArrayList<>();
        for (GroupItem item : select.groupBy()) {
            for (Expression expression : expressions(item)) {
                String sql = group(expression, scope, printer, outputs);
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
    private static String group(Expression expression, Scope scope, ExpressionPrinter printer, List<Output> outputs) {
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

    private static List<String> grouping(List<GroupItem> items, ExpressionPrinter printer, List<String> groups) {
        boolean plain = items.stream().allMatch(GroupItem.By.class::isInstance);
        if (plain) {
            return groups;
        }
        List<String> texts = new ArrayList<>();
        for (GroupItem item : items) {
            if (item instanceof GroupItem.By by) {
                texts.add(printer.print(by.expression()));
            } else if (item instanceof GroupItem.Rollup rollup) {
                texts.add("ROLLUP(" + printer.all(rollup.expressions()) + ")");
            } else if (item instanceof GroupItem.Cube cube) {
                texts.add("CUBE(" + printer.all(cube.expressions()) + ")");
            } else if (item instanceof GroupItem.Sets sets) {
                texts.add(sets.sets().stream()
                        .map(set -> "(" + printer.all(set) + ")")
                        .collect(Collectors.joining(", ", "GROUPING SETS (", ")")));
            }
        }
        return texts;
    }

    /** Flink takes a GROUP BY without window_end for one without window and says nothing; we do not. */
    private static void requireWindowColumns(QueryBody.Select select, String window, List<String> groups) {
        String prefix = FlinkSql.name(window) + ".";
        List<String> missing = new ArrayList<>();
        for (String column : List.of("window_start", "window_end")) {
            if (!groups.contains(prefix + FlinkSql.name(column))) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty()) {
            Position at = select.groupBy().isEmpty()
                    ? select.at()
                    : position(select.groupBy().get(0), select.at());
            throw FlinkSql.at(
                    at,
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "an aggregation over a window must GROUP BY window_start and window_end")
                            .hint("add " + String.join(" and ", missing) + " to GROUP BY"));
        }
    }

    private static Position position(GroupItem item, Position fallback) {
        List<Expression> expressions = expressions(item);
        return expressions.isEmpty() ? fallback : expressions.get(0).at();
    }

    /**
     * Where the key stands in the output. The two bounds of a window say the same of it, so one of them may be missing.
     */
    private static @Nullable List<Integer> key(List<String> parts, List<Output> outputs, @Nullable String window) {
        List<Integer> key = new ArrayList<>();
        int windowBounds = 0;
        for (String part : parts) {
            int found = -1;
            for (int i = 0; i < outputs.size() && found < 0; i++) {
                if (outputs.get(i).sql().equals(part)) {
                    found = i;
                }
            }
            boolean bound = window != null && isBound(part, window);
            if (found >= 0) {
                key.add(found);
                windowBounds += bound ? 1 : 0;
            } else if (!bound) {
                return null;
            }
        }
        return window != null && windowBounds == 0 ? null : key;
    }

    private static boolean isBound(String sql, String window) {
        String lower = sql.toLowerCase(Locale.ROOT);
        String prefix = FlinkSql.name(window).toLowerCase(Locale.ROOT) + ".";
        return lower.equals(prefix + "`window_start`") || lower.equals(prefix + "`window_end`");
    }

    private static List<Integer> indexes(int size) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(i);
        }
        return all;
    }
}
