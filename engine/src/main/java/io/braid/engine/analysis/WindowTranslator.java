package io.braid.engine.analysis;

import io.braid.engine.analysis.Sources.Source;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Windows in FROM: TUMBLE, HOP, CUMULATE and SESSION. */
final class WindowTranslator {
    /** The event time of a row in a window: the last moment of the window. Flink knows no other for it. */
    private static final String TIME = "window_time";

    private final Sources sources;

    WindowTranslator(Sources sources) {
        this.sources = sources;
    }

    From translate(FromItem.WindowedRelation item, Scope scope, Map<String, CommonTables.Entry> tables) {
        Source source = sources.find(item.relation(), item.properties(), tables);
        if (!source.changes().isStream()) {
            throw FlinkSql.at(
                    item.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "a window over changelog \"%s\" is not possible: its rows replace each other",
                                    item.relation())
                            .hint("declare its topic a second time, as a STREAM"));
        }
        if (!source.hasTime()) {
            throw FromTranslator.noTime(item.at(), "the window");
        }
        String alias = Scope.aliasOf(item.alias(), item.relation().last().value());
        List<String> columns = new ArrayList<>(source.columns());
        columns.add("window_start");
        columns.add("window_end");
        scope.add(source.item(item.alias(), alias, columns, TIME), item.at());
        String function = windowFunction(item, FlinkSql.name(source.table()));
        return new From(
                "TABLE(" + function + ") AS " + FlinkSql.name(alias),
                source.changes(),
                null,
                alias,
                null,
                Optional::empty,
                null,
                FromTranslator.qualified(alias, TIME),
                alias,
                item.kind() == FromItem.WindowedRelation.Kind.SESSION
                        ? FromTranslator.qualified(
                                alias,
                                item.partitionBy().stream()
                                        .map(WindowTranslator::sessionKey)
                                        .toList())
                        : null,
                Map.of(),
                null,
                source.relation());
    }

    private static String windowFunction(FromItem.WindowedRelation item, String table) {
        String size = FlinkSql.interval(item.size());
        TimeSpan step = item.step();
        String time = "DESCRIPTOR(`$rt`)";
        positive(item.size());
        return switch (item.kind()) {
            case TUMBLE -> "TUMBLE(TABLE %s, %s, %s)".formatted(table, time, size);
            case HOP, CUMULATE -> {
                if (step == null) {
                    throw FlinkSql.at(
                            item.at(), StatementException.of(ErrorCode.SYNTAX_ERROR, "%s needs a step", item.kind()));
                }
                positive(step);
                multiple(item, step);
                yield "%s(TABLE %s, %s, %s, %s)".formatted(item.kind(), table, time, FlinkSql.interval(step), size);
            }
            case SESSION -> {
                String keys = item.partitionBy().isEmpty()
                        ? ""
                        : " PARTITION BY ("
                                + item.partitionBy().stream()
                                        .map(key -> FlinkSql.name(sessionKey(key)))
                                        .collect(Collectors.joining(", "))
                                + ")";
                yield "SESSION(TABLE %s%s, %s, %s)".formatted(table, keys, time, size);
            }
        };
    }

    private static String sessionKey(Expression key) {
        if (key instanceof Expression.ColumnReference column) {
            return column.name().last().value();
        }
        throw FlinkSql.at(
                key.at(), StatementException.of(ErrorCode.INVALID_QUERY, "SESSION can be partitioned by columns only"));
    }

    private static void positive(TimeSpan span) {
        if (span.amount() <= 0) {
            throw FlinkSql.at(
                    span.at(), StatementException.of(ErrorCode.INVALID_QUERY, "a window needs a positive length"));
        }
    }

    private static void multiple(FromItem.WindowedRelation item, TimeSpan step) {
        Duration size = item.size().toDuration().orElse(Duration.ZERO);
        Duration by = step.toDuration().orElse(Duration.ZERO);
        if (by.isZero() || size.toMillis() % by.toMillis() != 0) {
            throw FlinkSql.at(
                    step.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "the size of a %s window must be a whole multiple of its step",
                            item.kind()));
        }
    }
}
