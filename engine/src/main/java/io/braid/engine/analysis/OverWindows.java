package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.SortItem;
import io.braid.sql.tree.Window;
import io.braid.sql.tree.Window.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls with OVER of one SELECT. Flink computes one window at a time, so several become queries inside each other. */
final class OverWindows {
    /** Of the relation that such a query reads. */
    static final String ALIAS = "`$over`";

    /** Those that take no frame: Flink gives them one of its own, which makes the same window another one. */
    private static final Set<String> FRAMELESS = Set.of("ROW_NUMBER", "LAG");

    private final Scope scope;
    /** Names of columns by call, by window. */
    private final Map<Key, Map<String, String>> windows = new LinkedHashMap<>();

    private @Nullable Position first;
    private boolean nested;
    private int columns;

    OverWindows(Scope scope) {
        this.scope = scope;
    }

    static boolean isRowNumber(Expression expression) {
        return expression instanceof Call call
                && call.over() != null
                && call.name().isSimple()
                && call.function().equalsIgnoreCase("ROW_NUMBER");
    }

    /** @param function in upper case, for one that takes no frame; empty for all others */
    private record Key(String window, String function) {}

    /** Where the first one stands that is not a mere ROW_NUMBER(). */
    @Nullable
    Position first() {
        return first;
    }

    boolean areSeveral() {
        return windows.size() > 1;
    }

    /** From now on calls are columns of the innermost queries, which are one relation. */
    void nest() {
        nested = true;
        windows.clear();
    }

    /** The queries inside each other, from the rows up. */
    String over(String rows) {
        String sql = rows;
        for (Map.Entry<Key, Map<String, String>> window : windows.entrySet()) {
            String columns = window.getValue().entrySet().stream()
                    .map(call -> call.getKey() + " OVER (" + window.getKey().window() + ") AS "
                            + FlinkSql.name(call.getValue()))
                    .collect(Collectors.joining(", "));
            sql = "SELECT *, %s FROM (%s) AS %s".formatted(columns, sql, ALIAS);
        }
        return sql;
    }

    String print(Call call, String function, Window over, ExpressionPrinter printer) {
        String name = call.function().toUpperCase(Locale.ROOT);
        if (first == null && !isRowNumber(call)) {
            first = call.at();
        }
        String window = window(call, over, printer);
        Key key = new Key(window, FRAMELESS.contains(name) ? name : "");
        Map<String, String> calls = windows.computeIfAbsent(key, unseen -> new LinkedHashMap<>());
        String column = calls.computeIfAbsent(function, unseen -> "$w" + ++columns);
        return nested ? ALIAS + "." + FlinkSql.name(column) : function + " OVER (" + window + ")";
    }

    private String window(Call call, Window window, ExpressionPrinter printer) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + printer.all(window.partitionBy()));
        }
        parts.add("ORDER BY " + order(call, window, printer));
        Window.Frame frame = window.frame();
        if (frame != null) {
            parts.add(frame(frame, window.at(), printer));
        }
        return String.join(" ", parts);
    }

    private String order(Call call, Window window, ExpressionPrinter printer) {
        Optional<String> time = time(window, scope);
        if (time.isEmpty() && !isRowNumber(call)) {
            throw FlinkSql.at(
                    window.orderBy().isEmpty()
                            ? call.at()
                            : window.orderBy().get(0).expression().at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "a window of OVER must be ordered by event time, ascending")
                            .hint("ORDER BY record_timestamp(), or the column of 'timestamp'"));
        }
        if (window.orderBy().isEmpty()) {
            throw FlinkSql.at(
                    call.at(), StatementException.of(ErrorCode.INVALID_QUERY, "ROW_NUMBER() needs an ORDER BY"));
        }
        return time.orElseGet(() -> printer.sorted(window.orderBy()));
    }

    /** The Flink SQL of the event time when rows are ordered by it and nothing else. */
    static Optional<String> time(Window window, Scope scope) {
        if (window.orderBy().size() != 1 || window.orderBy().get(0).direction() == SortItem.Direction.DESC) {
            return Optional.empty();
        }
        return time(window.orderBy().get(0).expression(), scope);
    }

    /** The Flink SQL of the event time, under whatever name the user knows it by. */
    private static Optional<String> time(Expression expression, Scope scope) {
        if (expression instanceof Call call) {
            return RecordFunctions.time(call, scope);
        }
        if (expression instanceof Expression.ColumnReference column) {
            return scope.owner(column.name())
                    .filter(item ->
                            item.time() != null && column.name().last().value().equals(item.timestamp()))
                    .map(item -> scope.sql(item, String.valueOf(item.time())));
        }
        return Optional.empty();
    }

    private static String frame(Window.Frame frame, Position at, ExpressionPrinter printer) {
        Bound end = frame.end();
        boolean endsHere = end == null || end.kind() == Bound.Kind.CURRENT_ROW;
        boolean startsBefore =
                frame.start().kind() != Bound.Kind.FOLLOWING && frame.start().kind() != Bound.Kind.UNBOUNDED_FOLLOWING;
        if (!endsHere || !startsBefore) {
            throw QueryTranslator.refused(at, "a frame that does not end with CURRENT ROW is not supported")
                    .hint("a query does not wait for later rows");
        }
        return frame.extent() + " BETWEEN " + bound(frame, printer) + " AND CURRENT ROW";
    }

    private static String bound(Window.Frame frame, ExpressionPrinter printer) {
        Expression offset = frame.start().offset();
        String words = frame.start().kind().name().replace('_', ' ');
        if (offset == null) {
            return words;
        }
        boolean time = offset instanceof Literal.Interval;
        boolean rows = offset instanceof Literal.Number number && number.kind() == Literal.Number.Kind.INTEGER;
        boolean range = frame.extent() == Window.Extent.RANGE;
        if (range ? !time : !rows) {
            throw FlinkSql.at(
                    offset.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            range
                                    ? "RANGE takes a time, as in 1 HOUR PRECEDING"
                                    : "ROWS takes a whole number, as in 10 PRECEDING"));
        }
        return printer.print(offset) + " " + words;
    }
}
