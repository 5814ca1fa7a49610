package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions about the record a row came from: {@code rowtime(), rowkey(), rowmeta(), record_timestamp()}. */
final class RecordFunctions {
    /** The fields of {@code rowmeta()} and the hidden columns that they are. */
    private static final Map<String, String> METADATA = metadata();

    private RecordFunctions() {}

    private static Map<String, String> metadata() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("topic", "$topic");
        columns.put("partition", "$partition");
        columns.put("offset", "$offset");
        columns.put("timestamp_type", "$tstype");
        return columns;
    }

    /** The Flink SQL of the call, or null when it calls something else. */
    static @Nullable String print(Call call, Scope scope) {
        if (!call.name().isSimple()) {
            return null;
        }
        return switch (call.function().toLowerCase(Locale.ROOT)) {
            case "rowtime" -> milliseconds(scope.sql(item(call, scope, true), "$kts"));
            case "rowmeta", "record_metadata" -> {
                Scope.Item item = item(call, scope, true);
                yield "CAST(ROW(%s) AS ROW<`topic` STRING, `partition` INT, `offset` BIGINT, `timestamp_type` STRING>)"
                        .formatted(METADATA.values().stream()
                                .map(column -> scope.sql(item, column))
                                .collect(Collectors.joining(", ")));
            }
            case "rowkey", "record_key" -> key(call, scope);
            case "record_timestamp" -> scope.sql(item(call, scope, false), "$rt");
            default -> null;
        };
    }

    /**
     * A field of {@code rowmeta()}: a column, so that rows can be grouped by it.
     *
     * @return null for any other call
     */
    static @Nullable String field(Call call, String field, Scope scope) {
        String name = call.function().toLowerCase(Locale.ROOT);
        if (!call.name().isSimple() || !(name.equals("rowmeta") || name.equals("record_metadata"))) {
            return null;
        }
        String column = METADATA.get(field);
        if (column == null) {
            throw FlinkSql.at(
                    call.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "%s() has no field \"%s\"", call.function(), field)
                            .hint("there are " + String.join(", ", METADATA.keySet())));
        }
        return scope.sql(item(call, scope, true), column);
    }

    /** The column that orders rows in time when the call does: {@code record_timestamp()} or {@code rowtime()}. */
    static Optional<String> time(Call call, Scope scope) {
        String name = call.function().toLowerCase(Locale.ROOT);
        if (!call.name().isSimple() || !(name.equals("record_timestamp") || name.equals("rowtime"))) {
            return Optional.empty();
        }
        Scope.Item item = item(call, scope, false);
        return Optional.ofNullable(item.time()).map(time -> scope.sql(item, time));
    }

    private static String milliseconds(String timestamp) {
        return "(UNIX_TIMESTAMP(CAST(%1$s AS STRING)) * 1000 + PART_OF_MILLISECOND(%1$s))".formatted(timestamp);
    }

    private static String key(Call call, Scope scope) {
        Scope.Item item = item(call, scope, true);
        Relation relation = Objects.requireNonNull(item.read());
        List<Field> fields;
        try {
            fields = SourceTables.keyFields(relation);
        } catch (StatementException e) {
            throw FlinkSql.at(call.at(), e);
        }
        // in upsert mode the key of the record is the primary key, which is read into columns anyway
        boolean upsert = RelationProperties.of(relation).get(RelationProperties.UPSERT);
        if (!SourceTables.hasStructKey(relation)) {
            return scope.sql(
                    item,
                    upsert
                            ? relation.primaryKey().get(0)
                            : SourceTables.KEY_PREFIX + fields.get(0).name());
        }
        String values = fields.stream()
                .map(field -> scope.sql(item, upsert ? field.name() : SourceTables.KEY_PREFIX + field.name()))
                .collect(Collectors.joining(", "));
        String types = fields.stream()
                .map(field -> FlinkSql.name(field.name()) + " " + Types.flink(field.type()))
                .collect(Collectors.joining(", "));
        return "CAST(ROW(" + values + ") AS ROW<" + types + ">)";
    }

    private static Scope.Item item(Call call, Scope scope, boolean metadata) {
        if (call.arguments().size() > 1) {
            throw FlinkSql.at(
                    call.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY, "%s() takes the name of a relation or nothing", call.function()));
        }
        if (call.arguments().size() == 1) {
            if (call.arguments().get(0) instanceof Expression.ColumnReference relation) {
                return usable(call, scope.require(relation.name()), metadata);
            }
            throw FlinkSql.at(
                    call.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY, "%s() takes the name of a relation", call.function()));
        }
        List<Scope.Item> candidates = scope.items().stream()
                .filter(item -> metadata ? item.metadata() : item.hasTime())
                .toList();
        if (candidates.isEmpty()) {
            throw noMetadata(call);
        }
        if (candidates.size() > 1 && metadata) {
            throw FlinkSql.at(
                    call.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "%s() could mean several relations", call.function())
                            .hint("name one: " + call.function() + "("
                                    + candidates.get(0).alias() + ")"));
        }
        return candidates.get(0);
    }

    private static Scope.Item usable(Call call, Scope.Item item, boolean metadata) {
        if (metadata ? item.metadata() : item.hasTime()) {
            return item;
        }
        throw noMetadata(call);
    }

    private static StatementException noMetadata(Call call) {
        if (call.function().equalsIgnoreCase("record_timestamp")) {
            return FromTranslator.noTime(call.at(), "record_timestamp()");
        }
        return FlinkSql.at(
                call.at(),
                StatementException.of(
                                ErrorCode.INVALID_QUERY,
                                "%s() can be asked of a stream or changelog in the same FROM only",
                                call.function())
                        .hint("take it in the inner SELECT, under a name of its own"));
    }
}
