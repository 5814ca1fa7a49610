package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.engine.analysis.AnalyzedQuery;
import io.braid.engine.analysis.FlinkSql;
import io.braid.engine.analysis.JobFormats;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.analysis.RelationProperties.Guarantee;
import io.braid.engine.analysis.Types;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.WriteMode;
import io.braid.sql.tree.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The table through which a job writes into an entity: which columns are in the key of a record, which in its value, and
 * how both are written.
 */
final class EntityTable {
    /** Of columns that the table has a second time, for the key. */
    private static final String KEY_PREFIX = "$key_";

    private final Relation sink;
    private final AnalyzedQuery analyzed;
    private final Settings settings;
    private final boolean upsert;
    private final List<String> keys;
    private final List<String> excluded;
    /**
     * The key columns when a part of them is in the value, too: the connector leaves out all or none, so that the table has
     * those of the key once more, under names of their own.
     */
    private final List<String> repeated;

    private EntityTable(Relation sink, AnalyzedQuery analyzed, List<Identifier> partitionBy) {
        this.sink = sink;
        this.analyzed = analyzed;
        this.settings = RelationProperties.of(sink);
        this.upsert = settings.get(RelationProperties.UPSERT);
        this.keys = keys(sink, settings, partitionBy);
        this.excluded = RelationProperties.keyOnly(settings);
        this.repeated = excluded.isEmpty() || excluded.containsAll(keys) ? List.of() : keys;
    }

    /**
     * The table, once the query that writes it has a name and a version.
     *
     * @param select the query's rows in the types of the sink
     * @param partitionBy columns that PARTITION BY names; empty for none
     * @param producer settings of the store's own client
     */
    static Write.Table of(
            Relation sink,
            ContinuousQuery query,
            String select,
            List<Identifier> partitionBy,
            Map<String, String> producer) {
        return (name, id, version) -> {
            EntityTable table = new EntityTable(sink, query.analyzed(), partitionBy);
            return new InsertSpec(table.repeating(select), table.spec(name, id, version, producer));
        };
    }

    /** The query's rows in the order of the table's columns. */
    private String repeating(String select) {
        if (repeated.isEmpty()) {
            return select;
        }
        List<String> columns = sink.columns().names();
        List<String> all = QueryPlanner.numbered(columns.size());
        List<String> items = new ArrayList<>();
        columns.stream()
                .filter(column -> !excluded.contains(column))
                .forEach(column -> items.add(all.get(columns.indexOf(column))));
        repeated.forEach(key -> items.add(all.get(columns.indexOf(key))));
        String time = analyzed.hasTime() ? ", `$kts`" : "";
        return "SELECT %s%s FROM (%s) AS `k` (%s%s)"
                .formatted(String.join(", ", items), time, select, String.join(", ", all), time);
    }

    private TableSpec spec(String name, UUID query, long version, Map<String, String> producer) {
        SinkOptions options = new SinkOptions(
                sink.entity(),
                mode(),
                // two writers of one job must not share their transactions
                "braid-" + query + "-" + version + (name.equals(SinkTables.NAME) ? "" : "-" + name),
                settings.get(RelationProperties.GUARANTEE) == Guarantee.EXACTLY_ONCE,
                repeated.isEmpty()
                        ? keys
                        : repeated.stream().map(key -> KEY_PREFIX + key).toList(),
                !excluded.isEmpty(),
                formats(),
                producer);
        return new TableSpec(name, body(), new TableSpec.ToStore(sink.store(), options));
    }

    private String body() {
        List<String> lines = new ArrayList<>();
        for (Column column : sink.columns().columns()) {
            if (repeated.isEmpty() || !excluded.contains(column.name())) {
                boolean inKey = upsert && sink.primaryKey().contains(column.name());
                lines.add(line(column.name(), column) + (inKey ? " NOT NULL" : ""));
            }
        }
        for (String key : repeated) {
            lines.add(line(KEY_PREFIX + key, sink.columns().find(key).orElseThrow()));
        }
        if (analyzed.hasTime()) {
            lines.add("`$kts` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'");
        }
        if (upsert) {
            lines.add("PRIMARY KEY ("
                    + sink.primaryKey().stream().map(FlinkSql::name).collect(Collectors.joining(", "))
                    + ") NOT ENFORCED");
        }
        return String.join(",\n", lines);
    }

    private static String line(String name, Column column) {
        return FlinkSql.name(name) + " " + Types.flink(column.type());
    }

    private WriteMode mode() {
        return switch (analyzed.changes()) {
            case NONE -> WriteMode.APPEND;
            // the same as for a changelog: new rows are written, nothing is taken back
            case TAKEN_BACK -> WriteMode.CHANGELOG;
            case BY_KEY, MOVING -> upsert ? WriteMode.UPSERT : WriteMode.CHANGELOG;
        };
    }

    private Map<String, String> formats() {
        FormatName valueFormat = settings.get(RelationProperties.VALUE_FORMAT);
        Map<String, String> formats = new LinkedHashMap<>(JobFormats.of(
                Part.VALUE, valueFormat, sink, sink.columns().only(column -> !excluded.contains(column))));
        if (!keys.isEmpty()) {
            formats.putAll(JobFormats.of(
                    Part.KEY,
                    settings.find(RelationProperties.KEY_FORMAT).orElse(valueFormat),
                    sink,
                    sink.columns().only(keys::contains)));
        }
        if (!repeated.isEmpty()) {
            formats.put("key.fields-prefix", KEY_PREFIX);
        }
        return formats;
    }

    private static List<String> keys(Relation sink, Settings settings, List<Identifier> partitionBy) {
        if (settings.get(RelationProperties.UPSERT)) {
            return sink.primaryKey();
        }
        List<String> declared = RelationProperties.keyColumns(settings);
        if (partitionBy.isEmpty()) {
            return declared;
        }
        if (sink.kind() != Relation.Kind.STREAM) {
            refusePartitions(partitionBy);
        }
        for (Identifier column : partitionBy) {
            if (!sink.columns().names().contains(column.value())) {
                throw refused(
                        column,
                        StatementException.of(
                                ErrorCode.INVALID_QUERY,
                                "PARTITION BY column \"%s\" does not exist in the result",
                                column.value()));
            }
        }
        List<String> partitions = partitionBy.stream().map(Identifier::value).toList();
        if (!declared.isEmpty() && !declared.equals(partitions)) {
            throw refused(
                    partitionBy.get(0),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "PARTITION BY and key.columns of relation \"%s\" name different columns",
                                    sink.name())
                            .hint("its key.columns are " + String.join(", ", declared)));
        }
        return partitions;
    }

    /** @throws StatementException 3D019 for PARTITION BY where no key of records is written */
    static void refusePartitions(List<Identifier> partitionBy) {
        if (!partitionBy.isEmpty()) {
            throw refused(
                    partitionBy.get(0),
                    StatementException.of(ErrorCode.INVALID_QUERY, "PARTITION BY is for streams only")
                            .hint("it makes the key of the records that CREATE STREAM … AS and INSERT INTO write"));
        }
    }

    private static StatementException refused(Identifier column, StatementException problem) {
        return StatementContext.at(column.at(), problem);
    }
}
