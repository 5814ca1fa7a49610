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
        return (name, id, version) ->
                new InsertSpec(select, entity(name, sink, id, version, partitionBy, analyzed, producer));
    }

    private static TableSpec entity(
            String name,
            Relation sink,
            UUID query,
            long version,
            List<Identifier> partitionBy,
            AnalyzedQuery analyzed,
            Map<String, String> producer) {
        Settings settings = RelationProperties.of(sink);
        boolean upsert = settings.get(RelationProperties.UPSERT);
        List<String> keys = keys(sink, settings, partitionBy, upsert);
        List<String> lines = new ArrayList<>();
        for (Column column : sink.columns().columns()) {
            boolean inKey = upsert && sink.primaryKey().contains(column.name());
            lines.add(FlinkSql.name(column.name()) + " " + Types.flink(column.type()) + (inKey ? " NOT NULL" : ""));
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
        boolean keyOnly = keyOnly(settings, keys);
        Map<String, String> formats = new LinkedHashMap<>(JobFormats.of(
                Part.VALUE, valueFormat, sink, columns(sink, column -> !keyOnly || !keys.contains(column))));
        if (!keys.isEmpty()) {
            formats.putAll(JobFormats.of(
                    Part.KEY,
                    settings.find(RelationProperties.KEY_FORMAT).orElse(valueFormat),
                    sink,
                    columns(sink, keys::contains)));
        }
        SinkOptions options = new SinkOptions(
                sink.entity(),
                mode,
                // two writers of one job must not share their transactions
                "braid-" + query + "-" + version + (name.equals(NAME) ? "" : "-" + name),
                settings.get(RelationProperties.GUARANTEE) == Guarantee.EXACTLY_ONCE,
                keys,
                keyOnly,
                formats,
                producer);
        return new TableSpec(name, String.join(",\n", lines), new TableSpec.ToStore(sink.store(), options));
    }

    private static RowType columns(Relation sink, Predicate<String> wanted) {
        return new RowType(sink.columns().columns().stream()
                .filter(column -> wanted.test(column.name()))
                .toList());
    }

    private static List<String> keys(Relation sink, Settings settings, List<Identifier> partitionBy, boolean upsert) {
        if (upsert) {
            return sink.primaryKey();
        }
        if (partitionBy.isEmpty()) {
            return settings.find(RelationProperties.KEY_COLUMNS)
                    .map(RelationProperties::names)
                    .orElse(List.of());
        }
        if (sink.kind() != Relation.Kind.STREAM) {
            throw StatementException.of(ErrorCode.INVALID_QUERY, "PARTITION BY is for streams only")
                    .at(partitionBy.get(0).at().line(), partitionBy.get(0).at().column());
        }
        for (Identifier column : partitionBy) {
            if (!sink.columns().names().contains(column.value())) {
                throw StatementException.of(
                                ErrorCode.INVALID_QUERY,
                                "PARTITION BY column \"%s\" does not exist in the result",
                                column.value())
                        .at(column.at().line(), column.at().column());
            }
        }
        return partitionBy.stream().map(Identifier::value).toList();
    }

    /** Flink leaves out all key columns or none, so a list that names some of them cannot be honoured. */
    private static boolean keyOnly(Settings settings, List<String> keys) {
        List<String> excluded = settings.find(RelationProperties.VALUE_COLUMNS_EXCLUDE)
                .map(RelationProperties::names)
                .orElse(List.of());
        if (excluded.isEmpty()) {
            return false;
        }
        if (!List.copyOf(new java.util.TreeSet<>(excluded)).equals(List.copyOf(new java.util.TreeSet<>(keys)))) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "value.columns.exclude must name all the key columns or none of them")
                    .hint("the key columns are " + String.join(", ", keys));
        }
        return true;
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
