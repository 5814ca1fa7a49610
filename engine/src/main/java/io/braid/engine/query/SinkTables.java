package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.engine.analysis.AnalyzedQuery;
import io.braid.engine.analysis.FlinkSql;
import io.braid.engine.analysis.JobFormats;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.analysis.RelationProperties.Guarantee;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.analysis.Types;
import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.plan.TableSpec.FeedUse;
import io.braid.engine.run.QueryReconciler;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.WriteMode;
import io.braid.sql.tree.Identifier;
import io.braid.view.ViewShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables through which jobs write: into entities, views and live results. */
final class SinkTables {
    /** The table of a job that writes into one. */
    static final String NAME = "result";

    /** Of columns that a table has a second time, for the key. */
    private static final String KEY_PREFIX = "$key_";

    /** What to do about a result whose rows cannot be told apart. */
    static final String KEY_HINT =
            "select every column of GROUP BY, or of the primary key of each source; of UNNEST the"
                    + " position that WITH ORDINALITY gives, of the first n rows their ROW_NUMBER()";

    /** A view of one row has no column to tell it by; this hidden one is always 1. */
    static final Column ONLY_ROW = new Column("$only", DataType.INTEGER, false);

    private SinkTables() {}

    /**
     * The table of an entity, once the query that writes it has a name and a version.
     *
     * @param select the query's rows in the types of the sink
     * @param partitionBy columns that PARTITION BY names; empty for none
     * @param producer settings of the store's own client
     */
    static Write.Table entity(
            Relation sink,
            ContinuousQuery query,
            String select,
            List<Identifier> partitionBy,
            Map<String, String> producer) {
        AnalyzedQuery analyzed = query.analyzed();
        return (name, id, version) -> {
            List<String> keys = keys(sink, partitionBy);
            List<String> repeated = repeatedKeys(sink, keys);
            return new InsertSpec(
                    repeated.isEmpty() ? select : repeating(repeated, select, sink, analyzed.hasTime()),
                    entity(name, sink, id, version, keys, repeated, analyzed, producer));
        };
    }

    /**
     * The key columns when a part of them is in the value, too: the connector leaves out all or none, so that the table
     * has those of the key once more, under names of their own.
     */
    private static List<String> repeatedKeys(Relation sink, List<String> keys) {
        List<String> excluded = RelationProperties.keyOnly(RelationProperties.of(sink));
        return excluded.isEmpty() || excluded.containsAll(keys) ? List.of() : keys;
    }

    private static String repeating(List<String> keys, String select, Relation sink, boolean timed) {
        List<String> excluded = RelationProperties.keyOnly(RelationProperties.of(sink));
        List<String> columns = sink.columns().names();
        List<String> all = QueryPlanner.numbered(columns.size());
        List<String> items = new ArrayList<>();
        columns.stream()
                .filter(column -> !excluded.contains(column))
                .forEach(column -> items.add(all.get(columns.indexOf(column))));
        keys.forEach(key -> items.add(all.get(columns.indexOf(key))));
        String time = timed ? ", `$kts`" : "";
        return "SELECT %s%s FROM (%s) AS `k` (%s%s)"
                .formatted(String.join(", ", items), time, select, String.join(", ", all), time);
    }

    private static TableSpec entity(
            String name,
            Relation sink,
            UUID query,
            long version,
            List<String> keys,
            List<String> repeated,
            AnalyzedQuery analyzed,
            Map<String, String> producer) {
        Settings settings = RelationProperties.of(sink);
        boolean upsert = settings.get(RelationProperties.UPSERT);
        List<String> excluded = RelationProperties.keyOnly(settings);
        List<String> lines = new ArrayList<>();
        for (Column column : sink.columns().columns()) {
            if (!repeated.isEmpty() && excluded.contains(column.name())) {
                continue;
            }
            boolean inKey = upsert && sink.primaryKey().contains(column.name());
            lines.add(FlinkSql.name(column.name()) + " " + Types.flink(column.type()) + (inKey ? " NOT NULL" : ""));
        }
        for (Column column : columns(sink, repeated::contains).columns()) {
            lines.add(FlinkSql.name(KEY_PREFIX + column.name()) + " " + Types.flink(column.type()));
        }
        if (analyzed.hasTime()) {
            lines.add("`$kts` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'");
        }
        if (upsert) {
            lines.add("PRIMARY KEY ("
                    + sink.primaryKey().stream().map(FlinkSql::name).collect(Collectors.joining(", "))
                    + ") NOT ENFORCED");
        }
        WriteMode mode =
                switch (analyzed.changes()) {
                    case NONE -> WriteMode.APPEND;
                    // the same as for a changelog: new rows are written, nothing is taken back
                    case TAKEN_BACK -> WriteMode.CHANGELOG;
                    case BY_KEY, MOVING -> upsert ? WriteMode.UPSERT : WriteMode.CHANGELOG;
                };
        FormatName valueFormat = settings.get(RelationProperties.VALUE_FORMAT);
        Map<String, String> formats = new LinkedHashMap<>(
                JobFormats.of(Part.VALUE, valueFormat, sink, columns(sink, column -> !excluded.contains(column))));
        if (!keys.isEmpty()) {
            formats.putAll(JobFormats.of(
                    Part.KEY,
                    settings.find(RelationProperties.KEY_FORMAT).orElse(valueFormat),
                    sink,
                    columns(sink, keys::contains)));
        }
        if (!repeated.isEmpty()) {
            formats.put("key.fields-prefix", KEY_PREFIX);
        }
        SinkOptions options = new SinkOptions(
                sink.entity(),
                mode,
                // two writers of one job must not share their transactions
                "braid-" + query + "-" + version + (name.equals(NAME) ? "" : "-" + name),
                settings.get(RelationProperties.GUARANTEE) == Guarantee.EXACTLY_ONCE,
                repeated.isEmpty()
                        ? keys
                        : repeated.stream().map(key -> KEY_PREFIX + key).toList(),
                !excluded.isEmpty(),
                formats,
                producer);
        return new TableSpec(name, String.join(",\n", lines), new TableSpec.ToStore(sink.store(), options));
    }

    private static RowType columns(Relation sink, Predicate<String> wanted) {
        return new RowType(sink.columns().columns().stream()
                .filter(column -> wanted.test(column.name()))
                .toList());
    }

    private static List<String> keys(Relation sink, List<Identifier> partitionBy) {
        Settings settings = RelationProperties.of(sink);
        if (settings.get(RelationProperties.UPSERT)) {
            return sink.primaryKey();
        }
        List<String> declared = settings.find(RelationProperties.KEY_COLUMNS)
                .map(RelationProperties::names)
                .orElse(List.of());
        if (partitionBy.isEmpty()) {
            return declared;
        }
        if (sink.kind() != Relation.Kind.STREAM) {
            throw partitionedInVain(partitionBy);
        }
        for (Identifier column : partitionBy) {
            if (!sink.columns().names().contains(column.value())) {
                throw StatementContext.at(
                        column.at(),
                        StatementException.of(
                                ErrorCode.INVALID_QUERY,
                                "PARTITION BY column \"%s\" does not exist in the result",
                                column.value()));
            }
        }
        List<String> partitions = partitionBy.stream().map(Identifier::value).toList();
        if (!declared.isEmpty() && !declared.equals(partitions)) {
            throw StatementContext.at(
                    partitionBy.get(0).at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "PARTITION BY and key.columns of relation \"%s\" name different columns",
                                    sink.name())
                            .hint("its key.columns are " + String.join(", ", declared)));
        }
        return partitions;
    }

    /** PARTITION BY where no key of records is written. */
    static StatementException partitionedInVain(List<Identifier> partitionBy) {
        return StatementContext.at(
                partitionBy.get(0).at(),
                StatementException.of(ErrorCode.INVALID_QUERY, "PARTITION BY is for streams only")
                        .hint("it makes the key of the records that CREATE STREAM … AS and INSERT INTO write"));
    }

    static TableSpec view(String name, UUID view, RowType columns, Changes changes) {
        return new TableSpec(
                name,
                QueryPlanner.body(columns),
                new TableSpec.ToFeed(QueryReconciler.ticket(view), FeedUse.VIEW, changes));
    }

    static TableSpec live(String ticket, RowType columns, Changes changes) {
        List<Column> numbered = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            numbered.add(Column.of("c" + i, columns.column(i).type()));
        }
        return new TableSpec(
                NAME, QueryPlanner.body(new RowType(numbered)), new TableSpec.ToFeed(ticket, FeedUse.LIVE, changes));
    }

    /** What the view store keeps for a view; {@code key} is empty for one row, null for rows that only add up. */
    static ViewShape shape(
            RowType columns,
            ResultKind kind,
            @Nullable List<String> key,
            @Nullable Duration retention,
            @Nullable String time) {
        if (kind == ResultKind.STREAM) {
            return new ViewShape(columns, List.of(), retention, time);
        }
        if (key == null) {
            throw StatementException.of(
                            ErrorCode.INVALID_QUERY, "the rows of the query replace each other, but have no whole key")
                    .hint(KEY_HINT);
        }
        if (!key.isEmpty()) {
            return new ViewShape(columns, key, retention, time);
        }
        List<Column> all = new ArrayList<>(columns.columns());
        all.add(ONLY_ROW);
        return new ViewShape(new RowType(all), List.of(ONLY_ROW.name()), retention, time);
    }
}
