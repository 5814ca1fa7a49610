package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands after FROM, except joins, in Flink SQL. */
final class FromTranslator {
    /** The event time of a row in a window: the last moment of the window. Flink knows no other for it. */
    private static final String WINDOW_TIME = "window_time";

    private final QueryTranslator queries;
    private final PlanParts parts;
    private final JoinTranslator joins;
    private final MatchTranslator matches;

    FromTranslator(QueryTranslator queries, PlanParts parts) {
        this.queries = queries;
        this.parts = parts;
        this.joins = new JoinTranslator(this);
        this.matches = new MatchTranslator(this);
    }

    PlanParts parts() {
        return parts;
    }

    /** Adds what it finds to the scope. */
    From translate(FromItem item, Scope scope, Map<String, CommonTables.Entry> tables) {
        if (item instanceof FromItem.TableReference table) {
            return table(table, scope, tables);
        }
        if (item instanceof FromItem.WindowedRelation window) {
            return window(window, scope, tables);
        }
        if (item instanceof FromItem.SubSelect select) {
            return subSelect(select, scope, tables);
        }
        if (item instanceof FromItem.Join join) {
            return joins.join(join, scope, tables);
        }
        if (item instanceof MatchRecognize match) {
            return matches.translate(match, scope, tables);
        }
        String what = item instanceof FromItem.Unnest ? "UNNEST" : "LATERAL TABLE";
        throw refused(item.at(), what + " alone in FROM is not supported")
                .hint("write FROM relation CROSS JOIN " + what + "(…) AS t(element)");
    }

    SelectExpressions expressions(Scope scope, Map<String, CommonTables.Entry> tables) {
        return queries.expressions(scope, tables);
    }

    private From table(FromItem.TableReference item, Scope scope, Map<String, CommonTables.Entry> tables) {
        Source source = source(item.name(), item.properties(), tables);
        String alias = Scope.aliasOf(item.alias(), item.name().last().value());
        scope.add(
                new Scope.Item(
                        alias,
                        item.alias() == null ? source.path() : List.of(),
                        source.columns(),
                        source.hasTime() ? "$rt" : null,
                        source.timestamp(),
                        source.metadata() ? source.relation() : null),
                item.at());
        Settings settings = source.settings();
        if (settings != null) {
            settings.find(SourceProperties.STATE_TTL).ifPresent(ttl -> parts.keepStateOf(alias, ttl));
        }
        Ranking ranking = source.ranking();
        return From.table(
                        source.table(),
                        alias,
                        source.changes(),
                        qualified(alias, source.key()),
                        source.hasTime() ? qualified(alias, "$rt") : null,
                        source.relation())
                .ranked(ranking == null ? null : ranking.renamed(name -> qualified(alias, name)))
                .versioned(source.versions())
                .over(
                        source.history() == null
                                ? null
                                : FlinkSql.name(source.history()) + " AS " + FlinkSql.name(alias));
    }

    /** A name in FROM: a common table of the statement or a relation of the catalog. */
    private record Source(
            String table,
            Changes changes,
            List<String> columns,
            @Nullable List<String> key,
            boolean hasTime,
            @Nullable String timestamp,
            boolean metadata,
            @Nullable Ranking ranking,
            Supplier<Optional<Versions>> versions,
            @Nullable String history,
            List<String> path,
            @Nullable Relation relation,
            @Nullable Settings settings) {}

    private Source source(
            QualifiedName name, List<io.braid.sql.tree.Property> properties, Map<String, CommonTables.Entry> tables) {
        CommonTables.Entry common = name.isSimple()
                ? tables.get(name.last().value())
                : parts.findVirtual(name).orElse(null);
        if (common != null) {
            CompiledQuery query = common.query();
            List<String> key = query.key() == null
                    ? null
                    : query.key().stream().map(query.names()::get).toList();
            return new Source(
                    common.view(),
                    query.changes(),
                    query.names(),
                    key,
                    query.hasTime(),
                    null,
                    false,
                    query.ranking(),
                    query.versions(),
                    null,
                    List.of(),
                    query.leftmost(),
                    null);
        }
        Relation relation = parts.require(name);
        Settings settings = SourceProperties.read(properties, relation.properties());
        List<String> columns =
                relation.columns().columns().stream().map(Column::name).toList();
        String table =
                switch (relation.kind()) {
                    case STREAM, CHANGELOG -> parts.source(relation, settings);
                    case MATERIALIZED_VIEW ->
                        throw refused(
                                name.at(),
                                "materialized view \"%s\" cannot be the source of a continuous query"
                                        .formatted(relation.name()));
                    case TABLE ->
                        throw refused(
                                name.at(),
                                "table \"%s\" cannot be the source of a continuous query".formatted(relation.name()));
                };
        boolean stream = relation.kind() == Relation.Kind.STREAM;
        boolean plain = !stream && !RelationProperties.of(relation).get(RelationProperties.UPSERT);
        return new Source(
                plain ? newest(relation, table) : table,
                stream ? Changes.NONE : Changes.BY_KEY,
                columns,
                stream ? null : relation.primaryKey(),
                true,
                settings.find(SourceProperties.TIMESTAMP)
                        .map(written ->
                                SourceTables.timestampColumn(relation, written).name())
                        .orElse(null),
                true,
                null,
                Optional::empty,
                plain ? table : null,
                relation.path(),
                relation,
                settings);
    }

    /**
     * A changelog is its newest row per key. In upsert mode Flink keeps it itself; a plain one is kept by a view, which
     * Flink knows as a versioned table and so can join in time.
     */
    private String newest(Relation relation, String table) {
        List<String> columns = new ArrayList<>(
                relation.columns().columns().stream().map(Column::name).toList());
        columns.addAll(List.of("$kts", "$topic", "$partition", "$offset", "$tstype", "$rt"));
        String names = SourceTables.joined(columns);
        return parts.view(
                relation.name(),
                "SELECT %s FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY `$rt` DESC) AS `$rn` FROM %s) WHERE `$rn` = 1"
                        .formatted(names, SourceTables.joined(relation.primaryKey()), FlinkSql.name(table)));
    }

    private From window(FromItem.WindowedRelation item, Scope scope, Map<String, CommonTables.Entry> tables) {
        Source source = source(item.relation(), item.properties(), tables);
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
            throw noTime(item.at(), "the window");
        }
        String alias = Scope.aliasOf(item.alias(), item.relation().last().value());
        List<String> columns = new ArrayList<>(source.columns());
        columns.add("window_start");
        columns.add("window_end");
        scope.add(
                new Scope.Item(
                        alias,
                        item.alias() == null ? source.path() : List.of(),
                        columns,
                        WINDOW_TIME,
                        source.timestamp(),
                        source.metadata() ? source.relation() : null),
                item.at());
        String function = windowFunction(item, FlinkSql.name(source.table()));
        return new From(
                "TABLE(" + function + ") AS " + FlinkSql.name(alias),
                source.changes(),
                null,
                alias,
                null,
                Optional::empty,
                null,
                qualified(alias, WINDOW_TIME),
                alias,
                item.kind() == FromItem.WindowedRelation.Kind.SESSION
                        ? qualified(
                                alias,
                                item.partitionBy().stream()
                                        .map(FromTranslator::sessionKey)
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

    private From subSelect(FromItem.SubSelect item, Scope scope, Map<String, CommonTables.Entry> tables) {
        CompiledQuery query = queries.translate(item.query(), null, tables, true);
        List<String> names = query.names();
        String columns = "";
        if (!item.columns().isEmpty()) {
            if (item.columns().size() != names.size()) {
                throw refused(
                        item.at(),
                        "the alias names %d columns, the query has %d"
                                .formatted(item.columns().size(), names.size()));
            }
            names = item.columns().stream().map(Identifier::value).toList();
            List<String> renamed = new ArrayList<>(names);
            if (query.hasTime()) {
                renamed.add("$rt");
            }
            columns = " (" + SourceTables.joined(renamed) + ")";
        }
        unique(names, item.at());
        String alias = Scope.aliasOf(item.alias(), "$select" + scope.items().size());
        scope.add(Scope.Item.of(alias, names, query.hasTime()), item.at());
        List<String> outer = names;
        List<Integer> key = query.key();
        Ranking ranking = query.ranking();
        return new From(
                "(" + query.sql() + ") AS " + FlinkSql.name(alias) + columns,
                query.changes(),
                null,
                alias,
                null,
                versions(query, names),
                key == null
                        ? null
                        : qualified(alias, key.stream().map(outer::get).toList()),
                query.hasTime() ? qualified(alias, "$rt") : null,
                null,
                null,
                Map.of(),
                ranking == null
                        ? null
                        : ranking.renamed(
                                name -> qualified(alias, outer.get(query.names().indexOf(name)))),
                query.leftmost());
    }

    /** What is known of a query's rows in time, when they replace each other. */
    private static Supplier<Optional<Versions>> versions(CompiledQuery query, List<String> names) {
        return names.equals(query.names())
                ? query.versions()
                : () -> query.versions().get().map(versions -> versions.named(names));
    }

    static void unique(List<String> names, Position at) {
        for (int i = 0; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw FlinkSql.at(
                        at,
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY, "column \"%s\" appears more than once", names.get(i))
                                .hint("name one of them with AS"));
            }
        }
    }

    private static @Nullable List<String> qualified(String alias, @Nullable List<String> columns) {
        return columns == null
                ? null
                : columns.stream().map(column -> qualified(alias, column)).toList();
    }

    private static String qualified(String alias, String column) {
        return FlinkSql.name(alias) + "." + FlinkSql.name(column);
    }

    static StatementException noTime(Position at, String what) {
        return FlinkSql.at(
                at,
                StatementException.of(
                                ErrorCode.INVALID_QUERY, "%s needs an event time, and its input has lost it", what)
                        .hint("aggregations and joins without WITHIN give rows without an event time; write their"
                                + " result to a stream and continue from there"));
    }

    private static StatementException refused(Position at, String problem) {
        return FlinkSql.at(at, StatementException.of(ErrorCode.INVALID_RELATION, "%s", problem));
    }
}
