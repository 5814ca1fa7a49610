package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions about the record a row came from: {@code rowtime(), rowkey(), rowmeta(), record_timestamp()}. */
final class RecordFunctions {
    private RecordFunctions() {}

    /** The Flink SQL of the call, or null when it calls something else. */
    static @Nullable String print(Call call, Scope scope, List<Relation> relations) {
        if (!call.name().isSimple()) {
            return null;
        }
        return switch (call.function().toLowerCase(Locale.ROOT)) {
            case "rowtime" -> milliseconds(alias(call, scope, true) + ".`$kts`");
            case "rowmeta", "record_metadata" -> {
                String alias = alias(call, scope, true);
                yield "CAST(ROW(%1$s.`$topic`, %1$s.`$partition`, %1$s.`$offset`, %1$s.`$tstype`) AS ROW<`topic` STRING, `partition` INT, `offset` BIGINT, `timestamp_type` STRING>)"
                        .formatted(alias);
            }
            case "rowkey", "record_key" -> key(call, scope, relations);
            case "record_timestamp" -> alias(call, scope, false) + ".`$rt`";
            default -> null;
        };
    }

    private static String milliseconds(String timestamp) {
        return "(UNIX_TIMESTAMP(CAST(%1$s AS STRING)) * 1000 + EXTRACT(MILLISECOND FROM %1$s))".formatted(timestamp);
    }

    private static String key(Call call, Scope scope, List<Relation> relations) {
        Scope.Item item = item(call, scope, true);
        Relation relation = relations.stream()
                .filter(candidate -> candidate
                        .columns()
                        .names()
                        .equals(item.columns().stream()
                                .filter(name -> candidate.columns().names().contains(name))
                                .toList()))
                .findFirst()
                .orElseThrow(() -> noMetadata(call));
        String alias = FlinkSql.name(item.alias());
        List<Field> fields = SourceTables.keyFields(relation);
        if (!SourceTables.hasStructKey(relation)) {
            return alias + "."
                    + FlinkSql.name(SourceTables.KEY_PREFIX + fields.get(0).name());
        }
        String values = fields.stream()
                .map(field -> alias + "." + FlinkSql.name(SourceTables.KEY_PREFIX + field.name()))
                .collect(Collectors.joining(", "));
        String types = fields.stream()
                .map(field -> FlinkSql.name(field.name()) + " " + Types.flink(field.type()))
                .collect(Collectors.joining(", "));
        return "CAST(ROW(" + values + ") AS ROW<" + types + ">)";
    }

    private static String alias(Call call, Scope scope, boolean metadata) {
        return FlinkSql.name(item(call, scope, metadata).alias());
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
        return FlinkSql.at(
                call.at(),
                StatementException.of(
                                ErrorCode.INVALID_QUERY,
                                "%s() can be asked of a stream or changelog in the same FROM only",
                                call.function())
                        .hint("take it in the inner SELECT, under a name of its own"));
    }
}
