package io.braid.engine.analysis;

import io.braid.engine.analysis.CompiledQuery.Time;
import io.braid.engine.analysis.Groups.Output;
import io.braid.engine.plan.Changes;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.SelectItem;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    CompiledQuery translate(
            QueryBody.Select select, @Nullable Scope outer, Map<String, CommonTables.Entry> tables, boolean wantTime) {
        if (select.from() == null) {
            throw QueryTranslator.refused(select.at(), "a continuous query without FROM is not supported");
        }
        if (select.from() instanceof MatchRecognize) {
            refuseAll(select.items());
        }
        Scope scope = new Scope(outer);
        From from = froms.translate(select.from(), scope, tables);
        SelectExpressions expressions = queries.expressions(scope, tables);
        ExpressionPrinter printer = new ExpressionPrinter(expressions);
        List<Output> outputs = outputs(select.items(), scope, printer);
        Groups groups = new Groups(select, scope, printer, outputs);
        List<String> grouped = groups.all();
        ExpressionPrinter ofWhere = new ExpressionPrinter(expressions);
        String where = select.where() == null ? "" : " WHERE " + condition(from, ofWhere.print(select.where()));
        From rows = ranked(from, select.where(), ofWhere);
        boolean aggregated = !select.groupBy().isEmpty() || printer.sawAggregate();
        boolean distinct = select.quantifier() == SetQuantifier.DISTINCT;
        String having = select.having() == null ? "" : " HAVING " + printer.print(select.having());
        groups.check(from, grouped, aggregated, expressions.subquery());
        Changes changes = aggregated || distinct ? Changes.BY_KEY : rows.changes();
        refuseWavering(changes, expressions);
        refuseOver(rows, expressions.windows());
        boolean time = wantTime && !aggregated && !distinct && rows.time() != null;
        String hidden = time ? ", " + rows.time() + " AS `$rt`" : "";
        String sql = expressions.windows().areSeveral()
                ? nested(select, scope, rows, where, expressions, time)
                : "SELECT " + parts.hints() + (distinct ? "DISTINCT " : "") + listed(outputs) + hidden + " FROM "
                        + rows.sql() + where + groups.sql() + having;
        List<Integer> key = distinct && !aggregated
                ? IntStream.range(0, outputs.size()).boxed().toList()
                : key(aggregated ? grouped : rows.keys(), outputs, rows);
        boolean versioned = !changes.isStream() && from.ranking() == null && !(aggregated && grouped.isEmpty());
        return new CompiledQuery(
                sql,
                outputs.stream().map(Output::name).toList(),
                changes,
                key,
                !time ? Time.LOST : expressions.subquery() == null ? Time.ORDER : Time.VALUE,
                aggregated ? null : ranking(outputs, scope, rows, printer),
                versioned ? () -> versions(select, scope, rows, expressions, outputs, grouped, key) : Optional::empty,
                rows.leftmost());
    }

    /**
     * The planner takes a condition with ORs apart, and then does not recognize the newest row of each key of a changelog
     * below it; {@code HOLDS} keeps it whole.
     */
    private static String condition(From from, String sql) {
        return from.isStream() || from.ranking() != null || !sql.contains(" OR ") ? sql : "HOLDS(" + sql + ")";
    }

    private static void refuseAll(List<SelectItem> items) {
        items.stream().filter(SelectItem.All.class::isInstance).findFirst().ifPresent(all -> {
            throw FlinkSql.at(
                    all.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "SELECT * of MATCH_RECOGNIZE is not possible")
                            .hint("name the columns of PARTITION BY and MEASURES that are wanted"));
        });
    }

    private static List<Output> outputs(List<SelectItem> items, Scope scope, ExpressionPrinter printer) {
        List<Output> outputs = new ArrayList<>();
        for (SelectItem item : items) {
            if (item instanceof SelectItem.All all) {
                List<Scope.Item> relations =
                        all.qualifier() == null ? scope.items() : List.of(scope.require(all.qualifier()));
                for (Scope.Item relation : relations) {
                    for (String column : relation.columns()) {
                        outputs.add(new Output(column, scope.sql(relation, column), null));
                    }
                }
            } else if (item instanceof SelectItem.Column column) {
                outputs.add(new Output(
                        QueryTranslator.nameOf(column, outputs.size()),
                        printer.print(column.expression()),
                        column.expression()));
            }
        }
        return outputs;
    }

    private static String listed(List<Output> outputs) {
        return outputs.stream()
                .map(output -> output.sql() + " AS " + FlinkSql.name(output.name()))
                .collect(Collectors.joining(", "));
    }

    /** Several windows: the rows are selected first, each window adds its columns, and the items come last. */
    private String nested(
            QueryBody.Select select,
            Scope scope,
            From from,
            String where,
            SelectExpressions expressions,
            boolean time) {
        if (!select.groupBy().isEmpty() || select.quantifier() == SetQuantifier.DISTINCT) {
            throw QueryTranslator.refused(
                            select.at(), "several windows of OVER beside GROUP BY or DISTINCT are not supported")
                    .hint("compute them in a query in FROM");
        }
        Map<String, String> columns = scope.merge();
        expressions.windows().nest();
        List<Output> outputs = outputs(select.items(), scope, new ExpressionPrinter(expressions));
        String rows = columns.entrySet().stream()
                .map(column -> column.getKey() + " AS " + FlinkSql.name(column.getValue()))
                .collect(Collectors.joining(", "));
        return "SELECT %s%s FROM (%s) AS %s"
                .formatted(
                        listed(outputs),
                        time ? ", " + OverWindows.ALIAS + ".`$rt` AS `$rt`" : "",
                        expressions
                                .windows()
                                .over("SELECT " + parts.hints() + rows + (time ? ", " + from.time() + " AS `$rt`" : "")
                                        + " FROM " + from.sql() + where),
                        OverWindows.ALIAS);
    }

    /** A condition that holds for a row now and may not hold later; a stream cannot take the row back then. */
    private static void refuseWavering(Changes changes, SelectExpressions expressions) {
        SelectExpressions.Wavering problem = expressions.wavering();
        if (changes.isStream() && problem != null) {
            throw QueryTranslator.refused(problem.at(), problem.what() + " is not supported for a stream")
                    .hint("its rows could not be taken back when the answer changes");
        }
    }

    private static void refuseOver(From from, OverWindows windows) {
        Position first = windows.first();
        if (first != null && !from.isStream()) {
            throw FlinkSql.at(
                    first,
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "OVER reads a stream: the rows of a changelog replace each other")
                            .hint("declare its topic a second time, as a STREAM"));
        }
    }

    /** {@code WHERE rn <= n} over a ROW_NUMBER(): the first n rows of each group, which others may displace. */
    private static From ranked(From from, @Nullable Expression where, ExpressionPrinter printer) {
        Ranking ranking = from.ranking();
        if (ranking == null) {
            return from;
        }
        long limit = ranking.limit(where, printer::print);
        if (limit == 0) {
            ranking.requireLimit();
            return from;
        }
        List<String> groups = ranking.groups();
        if (groups == null) {
            return from.with(Changes.BY_KEY).keyed(null).timed(null);
        }
        List<String> key = new ArrayList<>(groups);
        if (limit > 1) {
            key.add(ranking.number());
        }
        return from.with(Changes.BY_KEY).keyed(key).timed(null);
    }

    /**
     * What a stream can be joined with, when the result is a changelog; empty when it is not known from when on its
     * rows hold.
     */
    private static Optional<Versions> versions(
            QueryBody.Select select,
            Scope scope,
            From from,
            SelectExpressions expressions,
            List<Output> outputs,
            List<String> grouped,
            @Nullable List<Integer> key) {
        String time = from.time();
        if (time == null || from.window() != null || select.quantifier() == SetQuantifier.DISTINCT || key == null) {
            return Optional.empty();
        }
        ExpressionPrinter printer = new ExpressionPrinter(expressions);
        String where = select.where() == null ? "" : printer.print(select.where());
        if (grouped.isEmpty()) {
            return Optional.ofNullable(from.alias()).map(alias -> Versions.of(from, alias, outputs, where));
        }
        if (!select.groupBy().stream().allMatch(QueryBody.GroupItem.By.class::isInstance)) {
            return Optional.empty();
        }
        boolean stream = from.isStream();
        if (!stream && (from.history() == null || from.keys() == null || !grouped.containsAll(from.keys()))) {
            return Optional.empty();
        }
        ExpressionPrinter running = new ExpressionPrinter(expressions, Versions.window(grouped, time, stream));
        String having = select.having() == null ? "" : running.print(select.having());
        // each version of a row makes one of its group, which is there or not; a stream's rows take part or not
        String holds = stream || where.isEmpty() ? having : having.isEmpty() ? where : where + " AND " + having;
        String rows = !stream
                ? Objects.requireNonNull(from.history())
                : from.sql() + (where.isEmpty() ? "" : " WHERE " + where);
        return Optional.of(Versions.ofGroups(rows, time, outputs(select.items(), scope, running), holds, key));
    }

    private static @Nullable Ranking ranking(List<Output> outputs, Scope scope, From from, ExpressionPrinter printer) {
        for (Output output : outputs) {
            if (output.written() instanceof Call call && OverWindows.isRowNumber(call)) {
                Window over = Objects.requireNonNull(call.over());
                List<String> groups = new ArrayList<>();
                for (Expression group : over.partitionBy()) {
                    int found = Output.find(outputs, printer.print(group));
                    groups.add(found < 0 ? "" : outputs.get(found).name());
                }
                boolean inTime =
                        from.isStream() && OverWindows.time(over, scope).isPresent();
                return new Ranking(output.name(), groups.contains("") ? null : groups, inTime, call.at());
            }
        }
        return null;
    }

    /**
     * Where the key stands in the output. The two bounds of a window say the same of it, so one of them may be missing; so
     * may a column that is compared with another one which is there.
     */
    private static @Nullable List<Integer> key(@Nullable List<String> key, List<Output> outputs, From from) {
        if (key == null) {
            return null;
        }
        List<String> bounds = from.window() == null ? List.of() : Groups.bounds(from.window());
        List<Integer> positions = new ArrayList<>();
        boolean bounded = bounds.isEmpty();
        for (String part : key) {
            boolean bound = bounds.contains(part);
            int found = Output.find(outputs, part);
            if (found < 0) {
                found = Output.find(outputs, from.same().get(part));
            }
            if (found >= 0 && !positions.contains(found)) {
                positions.add(found);
            }
            if (found < 0 && !bound) {
                return null;
            }
            bounded |= found >= 0 && bound;
        }
        return bounded ? positions : null;
    }
}
