package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.analysis.SourceProperties.OnBadRecord;
import io.braid.engine.plan.BadRecords;
import io.braid.engine.plan.DescriptorName;
import io.braid.engine.plan.SchemaUse;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.plan.TableSpec;
import io.braid.formats.RecordDecoder;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.sql.parse.SqlParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The temporary table through which a job reads a relation. Beside the relation's columns it has hidden ones: {@code $rt},
 * the event time with its watermark; {@code $kts}, the time of the record; and those of the record's metadata and key.
 */
final class SourceTables {
    static final String KEY_PREFIX = "$key_";

    /** The one field of a key that is no struct. */
    private static final String PRIMITIVE_KEY = "key";

    private SourceTables() {}

    /** The hidden columns that {@code rowmeta()} is made of, with the Flink type and metadata key of each. */
    static final String METADATA_COLUMNS = """
            `$topic` STRING METADATA FROM 'topic' VIRTUAL,
            `$partition` INT METADATA FROM 'partition' VIRTUAL,
            `$offset` BIGINT METADATA FROM 'offset' VIRTUAL,
            `$tstype` STRING METADATA FROM 'timestamp-type' VIRTUAL""";

    static TableSpec table(String name, Relation relation, Settings settings, boolean withKey) {
        FormatName format = settings(relation, RelationProperties.VALUE_FORMAT);
        boolean upsert = RelationProperties.of(relation).get(RelationProperties.UPSERT);
        List<String> lines = new ArrayList<>();
        Map<String, String> fromKey = upsert ? Map.of() : fromKey(relation);
        for (Column column : relation.columns().columns()) {
            if (fromKey.containsKey(column.name())) {
                continue;
            }
            boolean inKey = upsert && relation.primaryKey().contains(column.name());
            lines.add(FlinkSql.name(column.name()) + " " + Types.flink(column.type()) + (inKey ? " NOT NULL" : ""));
        }
        List<String> keyColumns = new ArrayList<>();
        Map<String, String> formats = new LinkedHashMap<>();
        if (upsert) {
            keyColumns.addAll(relation.primaryKey());
        } else if (withKey || !fromKey.isEmpty()) {
            for (Field field : keyFields(relation)) {
                lines.add(FlinkSql.name(KEY_PREFIX + field.name()) + " " + Types.flink(field.type()));
                keyColumns.add(KEY_PREFIX + field.name());
            }
            formats.put("key.fields-prefix", KEY_PREFIX);
        }
        fromKey.forEach((column, hidden) -> lines.add(FlinkSql.name(column) + " AS " + FlinkSql.name(hidden)));
        lines.add("`$kts` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL");
        lines.add(METADATA_COLUMNS);
        lines.add("`$rt` AS " + eventTime(relation, settings));
        lines.add("WATERMARK FOR `$rt` AS `$rt` - "
                + FlinkSql.milliseconds(settings.get(SourceProperties.ALLOW_LATENCY)));
        if (upsert) {
            lines.add("PRIMARY KEY (" + joined(relation.primaryKey()) + ") NOT ENFORCED");
        }
        formats.putAll(format(Part.VALUE, format, relation, settings));
        if (!keyColumns.isEmpty()) {
            FormatName keyFormat = RelationProperties.of(relation)
                    .find(RelationProperties.KEY_FORMAT)
                    .orElse(format);
            formats.putAll(format(Part.KEY, keyFormat, relation, settings));
        }
        guarded(formats, relation, settings);
        SourceOptions options = new SourceOptions(
                relation.entity(),
                SourceProperties.position(settings),
                settings.get(SourceProperties.IDLE_TIMEOUT),
                keyColumns,
                formats,
                upsert);
        return new TableSpec(name, String.join(",\n", lines), new TableSpec.FromStore(relation.store(), options));
    }

    private static FormatName settings(Relation relation, io.braid.spi.Setting<FormatName> setting) {
        return RelationProperties.of(relation).find(setting).orElse(FormatName.JSON);
    }

    static String joined(List<String> names) {
        return String.join(", ", names.stream().map(FlinkSql::name).toList());
    }

    static String eventTime(Relation relation, Settings settings) {
        return settings.find(SourceProperties.TIMESTAMP)
                .map(written -> {
                    Column column = timestampColumn(relation, written);
                    String physical = fromKey(relation).getOrDefault(column.name(), column.name());
                    return SourceProperties.eventTime(physical, column.type());
                })
                .orElse("`$kts`");
    }

    /** The timestamp column as it was declared; a bare name may have been folded on the way. */
    static Column timestampColumn(Relation relation, String written) {
        return relation.columns().columns().stream()
                .filter(column -> column.name().equals(written))
                .findFirst()
                .or(() -> relation.columns().columns().stream()
                        .filter(column -> column.name().equals(written.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_PARAMETER,
                        "timestamp column \"%s\" does not exist in relation \"%s\"",
                        written,
                        relation.name()));
    }

    /** Format options of the job side, see module flink-job, for a part of the records of a relation. */
    static Map<String, String> format(Part part, FormatName format, Relation relation, Settings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        String name = "braid-" + format.word();
        String own = part.prefix() + name + ".";
        options.put(part.prefix() + "format", name);
        switch (format) {
            case JSON ->
                options.put(
                        own + "timestamp-format",
                        settings.get(SourceProperties.TIMESTAMP_FORMAT).name().toLowerCase(Locale.ROOT));
            case AVRO -> options.put(own + SchemaUse.STORE, relation.store());
            case PROTOBUF -> {
                DescriptorName descriptor = RelationProperties.descriptor(relation, part);
                options.put(own + SchemaUse.DESCRIPTOR_SOURCE, descriptor.source());
                options.put(own + RecordDecoder.MESSAGE, descriptor.message());
            }
            case PRIMITIVE -> {}
        }
        return options;
    }

    /** Adds to the formats of a source what happens to records that cannot be read. */
    private static void guarded(Map<String, String> formats, Relation relation, Settings settings) {
        OnBadRecord onBad = settings.get(SourceProperties.ON_BAD_RECORD);
        for (Part part : Part.values()) {
            String format = formats.get(part.prefix() + "format");
            if (format == null) {
                continue;
            }
            String own = part.prefix() + format + ".";
            formats.put(own + "on-error", onBad.name().toLowerCase(Locale.ROOT));
            if (onBad == OnBadRecord.IGNORE_AND_LOG) {
                String log = own + BadRecords.LOG;
                formats.put(
                        log + BadRecords.TOPIC,
                        settings.find(SourceProperties.LOG_TOPIC).orElseThrow());
                formats.put(
                        log + BadRecords.STORE,
                        settings.find(SourceProperties.LOG_STORE).orElse(relation.store()));
                formats.put(
                        log + BadRecords.PARTITIONS,
                        settings.get(SourceProperties.LOG_PARTITIONS).toString());
                formats.put(
                        log + BadRecords.REPLICAS,
                        settings.get(SourceProperties.LOG_REPLICAS).toString());
            }
        }
    }

    /** What {@code rowkey()} consists of; a primitive key is one field named {@code key}. */
    static List<Field> keyFields(Relation relation) {
        DataType key = findKey(relation).orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_QUERY, "relation \"%s\" has no row key", relation.name())
                .hint("declare it with 'key.format' and 'key.type'"));
        return key instanceof DataType.StructOf struct ? struct.fields() : List.of(new Field(PRIMITIVE_KEY, key));
    }

    /** Columns that are not in the value, and the hidden columns of the key that have them. */
    private static Map<String, String> fromKey(Relation relation) {
        Map<String, String> hidden = new LinkedHashMap<>();
        for (String column : RelationProperties.keyOnly(RelationProperties.of(relation))) {
            hidden.put(column, KEY_PREFIX + (hasStructKey(relation) ? column : PRIMITIVE_KEY));
        }
        return hidden;
    }

    static boolean hasStructKey(Relation relation) {
        return findKey(relation).filter(DataType.StructOf.class::isInstance).isPresent();
    }

    /** The type of the row key: the one that is declared, or that of the columns which a query writes to it. */
    static Optional<DataType> findKey(Relation relation) {
        Settings properties = RelationProperties.of(relation);
        Optional<String> declared = properties.find(RelationProperties.KEY_TYPE);
        if (declared.isPresent()) {
            return declared.map(type -> Types.of(new SqlParser().parseType(type)));
        }
        return properties.find(RelationProperties.KEY_COLUMNS).map(names -> {
            List<Field> fields = RelationProperties.names(names).stream()
                    .map(name -> new Field(name, type(relation, name)))
                    .toList();
            FormatName format = properties
                    .find(RelationProperties.KEY_FORMAT)
                    .orElseGet(() -> settings(relation, RelationProperties.VALUE_FORMAT));
            return format == FormatName.PRIMITIVE && fields.size() == 1
                    ? fields.get(0).type()
                    : DataType.struct(fields);
        });
    }

    private static DataType type(Relation relation, String column) {
        return relation.columns()
                .find(column)
                .map(Column::type)
                .orElseThrow(() -> new IllegalStateException("key column " + column + " was checked when declared"));
    }
}
