package io.braid.engine.relation;

import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.analysis.Types;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.DescriptorName;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.session.Session.RelationPath;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.WithClause;
import io.braid.formats.AvroSchemas;
import io.braid.formats.RecordDecoder;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the catalog's record of a stream or changelog, every property checked. */
public final class RelationFactory {
    private static final Set<DataType.Kind> KEY_KINDS = Set.of(
            DataType.Kind.SMALLINT,
            DataType.Kind.INTEGER,
            DataType.Kind.BIGINT,
            DataType.Kind.DOUBLE,
            DataType.Kind.VARCHAR);

    private static final Set<DataType.Kind> PRIMITIVE_KINDS = Set.of(
            DataType.Kind.BOOLEAN,
            DataType.Kind.TINYINT,
            DataType.Kind.SMALLINT,
            DataType.Kind.INTEGER,
            DataType.Kind.BIGINT,
            DataType.Kind.FLOAT,
            DataType.Kind.DOUBLE,
            DataType.Kind.VARCHAR,
            DataType.Kind.VARBINARY);

    private RelationFactory() {}

    /**
     * @param columns may be replaced once types are known
     * @param defaults properties that hold where the statement says nothing
     */
    public static Relation create(
            RelationPath path,
            Relation.Kind kind,
            RowType columns,
            List<String> primaryKey,
            Store store,
            List<Property> written,
            Map<String, String> defaults,
            StatementContext context) {
        Position at = WithClause.place(written);
        try {
            Map<String, String> properties = properties(path, store, written, defaults);
            for (Part part : Part.values()) {
                describe(part, properties, store, context);
            }
            Relation relation = new Relation(
                    UUID.randomUUID(),
                    context.organization(),
                    path.database(),
                    path.schema(),
                    path.name(),
                    kind,
                    store.name(),
                    List.of(properties.get("topic")),
                    withKey(columns, primaryKey),
                    primaryKey,
                    properties,
                    "",
                    Relation.State.CREATED,
                    context.audit());
            validate(relation);
            if (uses(FormatName.AVRO, relation)) {
                SchemaRegistries.requireName(store);
            }
            requireReadable(relation, context);
            return relation;
        } catch (StatementException e) {
            throw written.isEmpty() ? e : StatementContext.at(at, e);
        }
    }

    /** What the statement says about a store and a topic, completed; formats and other words in lower case. */
    private static Map<String, String> properties(
            RelationPath path, Store store, List<Property> written, Map<String, String> defaults) {
        Map<String, String> given = new LinkedHashMap<>(defaults);
        Map<String, String> free = new LinkedHashMap<>();
        SourceProperties.texts(written).forEach((key, value) -> {
            if (key.startsWith(RelationProperties.TOPIC_PREFIX) || key.startsWith(RelationProperties.PRODUCER_PREFIX)) {
                free.put(key, value);
            } else {
                given.put(key, value);
            }
        });
        Settings settings = Settings.read(RelationProperties.ALL, given);
        Map<String, String> properties = new LinkedHashMap<>(settings.asTexts());
        for (Setting<?> setting : List.of(
                RelationProperties.VALUE_FORMAT,
                RelationProperties.KEY_FORMAT,
                SourceProperties.TIMESTAMP_FORMAT,
                SourceProperties.STARTING_POSITION,
                SourceProperties.STARTING_TIMESTAMP,
                RelationProperties.UPSERT)) {
            properties.computeIfPresent(setting.name(), (name, value) -> value.toLowerCase(Locale.ROOT));
        }
        properties.put("store", store.name());
        properties.putIfAbsent("topic", path.name().toLowerCase(Locale.ROOT));
        properties.putAll(free);
        return properties;
    }

    private static RowType withKey(RowType columns, List<String> primaryKey) {
        return new RowType(columns.columns().stream()
                .map(column ->
                        primaryKey.contains(column.name()) ? new Column(column.name(), column.type(), false) : column)
                .toList());
    }

    /** Checks what the properties say about columns, formats and keys together. */
    public static void validate(Relation relation) {
        Settings settings = RelationProperties.of(relation);
        FormatName format = settings.find(RelationProperties.VALUE_FORMAT)
                .orElseThrow(() -> Settings.missing(List.of("value.format")));
        settings.find(SourceProperties.TIMESTAMP).ifPresent(name -> timestamp(relation, name));
        if (settings.has(RelationProperties.KEY_TYPE) && settings.has(RelationProperties.KEY_COLUMNS)) {
            throw invalid("key.type and key.columns exclude each other");
        }
        if (settings.has(RelationProperties.KEY_TYPE) && !settings.has(RelationProperties.KEY_FORMAT)) {
            throw Settings.missing(List.of("key.format"));
        }
        settings.find(RelationProperties.KEY_TYPE)
                .ifPresentOrElse(type -> keyType(type, settings), () -> keyOfUpserts(relation, settings));
        settings.find(RelationProperties.KEY_COLUMNS).ifPresent(names -> keyColumns(relation, names));
        boolean upsert = settings.get(RelationProperties.UPSERT);
        if (upsert && relation.kind() != Relation.Kind.CHANGELOG) {
            throw invalid("enable.upsert.mode is for changelogs only");
        }
        Set<String> keyOnly = new HashSet<>(keyOnly(relation, settings));
        if (upsert) {
            keyOnly.addAll(relation.primaryKey());
        }
        if (format == FormatName.PRIMITIVE && relation.columns().size() - keyOnly.size() > 1) {
            throw invalid("format PRIMITIVE holds one column, relation \"%s\" has %d"
                            .formatted(relation.name(), relation.columns().size()))
                    .hint("'value.format' = 'json' holds any number of them");
        }
        if (format == FormatName.AVRO) {
            // for its refusals: a name that no Avro field can have would never be found in a record
            AvroSchemas.text(relation.name(), relation.columns());
        }
        if (format == FormatName.PRIMITIVE) {
            primitiveValue(relation, keyOnly);
        }
        Set<String> names = new HashSet<>();
        for (String name : relation.columns().names()) {
            if (!names.add(name)) {
                throw StatementException.of(ErrorCode.INVALID_RELATION, "column \"%s\" appears more than once", name);
            }
            if (name.startsWith("$")) {
                throw StatementException.of(
                        ErrorCode.INVALID_RELATION, "column \"%s\" begins with $, which is reserved", name);
            }
        }
    }

    private static void timestamp(Relation relation, String name) {
        DataType type = relation.columns().columns().stream()
                .filter(column -> column.name().equals(name) || column.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(Column::type)
                .orElseThrow(() -> invalid(
                        "timestamp column \"%s\" does not exist in relation \"%s\"".formatted(name, relation.name())));
        switch (type.kind()) {
            case BIGINT, TIMESTAMP, TIMESTAMP_LTZ -> {
                return;
            }
            default ->
                throw invalid("column \"%s\" of type %s cannot be the timestamp".formatted(name, type))
                        .hint("the timestamp is a BIGINT of milliseconds, a TIMESTAMP or a TIMESTAMP_LTZ");
        }
    }

    private static void keyType(String text, Settings settings) {
        DataType type;
        try {
            type = Types.of(new SqlParser().parseType(text));
        } catch (StatementException e) {
            // Its place is one in the property's value, not in the statement.
            throw invalid("key.type is not a type: " + e.problem()).causedBy(e);
        }
        boolean primitive = isPrimitiveKey(settings);
        if (primitive && !KEY_KINDS.contains(type.kind())) {
            throw invalid("key.type %s cannot be PRIMITIVE".formatted(type))
                    .hint("it is one of SMALLINT, INTEGER, BIGINT, DOUBLE, VARCHAR");
        }
        if (!primitive && type.kind() != DataType.Kind.STRUCT) {
            throw invalid("key.type of this key.format must be a STRUCT");
        }
    }

    private static boolean isPrimitiveKey(Settings settings) {
        return settings.find(RelationProperties.KEY_FORMAT)
                .map(FormatName.PRIMITIVE::equals)
                .orElse(false);
    }

    /** Where nobody says what the keys are, those of upserts are the primary key. */
    private static void keyOfUpserts(Relation relation, Settings settings) {
        if (!isPrimitiveKey(settings) || !settings.get(RelationProperties.UPSERT)) {
            return;
        }
        relation.columns().only(relation.primaryKey()::contains).columns().stream()
                .filter(column -> !KEY_KINDS.contains(column.type().kind()))
                .findFirst()
                .ifPresent(column -> {
                    throw invalid("key.format PRIMITIVE cannot hold column \"%s\" of type %s"
                                    .formatted(column.name(), column.type()))
                            .hint("it holds a SMALLINT, INTEGER, BIGINT, DOUBLE or VARCHAR; key.format JSON holds any");
                });
    }

    /** Whether the bytes of a value can be those of the column that is not in the key. */
    private static void primitiveValue(Relation relation, Set<String> inKey) {
        relation.columns().only(column -> !inKey.contains(column)).columns().stream()
                .filter(column -> !PRIMITIVE_KINDS.contains(column.type().kind()))
                .findFirst()
                .ifPresent(column -> {
                    throw invalid("format PRIMITIVE cannot hold column \"%s\" of type %s"
                                    .formatted(column.name(), column.type()))
                            .hint("it holds a BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, VARCHAR or "
                                    + "VARBINARY");
                });
    }

    private static void keyColumns(Relation relation, String names) {
        List<String> missing = new ArrayList<>(RelationProperties.names(names));
        missing.removeAll(relation.columns().names());
        if (!missing.isEmpty()) {
            throw invalid(
                    "key column \"%s\" does not exist in relation \"%s\"".formatted(missing.get(0), relation.name()));
        }
    }

    /** The columns that are left out of the value, which must be somewhere else. */
    private static List<String> keyOnly(Relation relation, Settings settings) {
        List<String> excluded = RelationProperties.keyOnly(settings);
        if (excluded.isEmpty()) {
            return excluded;
        }
        boolean upsert = settings.get(RelationProperties.UPSERT);
        if (!upsert && !settings.has(RelationProperties.KEY_COLUMNS)) {
            throw Settings.missing(List.of(RelationProperties.KEY_COLUMNS.name()))
                    .hint("value.columns.exclude leaves out columns that the key has");
        }
        List<String> keys = upsert ? relation.primaryKey() : RelationProperties.keyColumns(settings);
        List<String> lost = new ArrayList<>(excluded);
        lost.removeAll(keys);
        if (!lost.isEmpty()) {
            throw invalid("column \"%s\" of value.columns.exclude is no column of the key".formatted(lost.get(0)))
                    .hint("the key has " + String.join(", ", keys));
        }
        if (upsert && !excluded.containsAll(keys)) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "value.columns.exclude with a part of the primary key of upserts is not supported")
                    .hint("name all of it or none: " + String.join(", ", keys));
        }
        return excluded;
    }

    private static boolean uses(FormatName format, Relation relation) {
        Settings settings = RelationProperties.of(relation);
        return settings.find(RelationProperties.VALUE_FORMAT).equals(Optional.of(format))
                || settings.find(RelationProperties.KEY_FORMAT).equals(Optional.of(format));
    }

    /** Completes the name of a part's Protobuf message, by that of the entity where the statement has none. */
    private static void describe(Part part, Map<String, String> properties, Store store, StatementContext context) {
        Setting<FormatName> format = RelationProperties.formatOf(part);
        Setting<String> message = RelationProperties.descriptorOf(part);
        String given = properties.get(message.name());
        if (!FormatName.PROTOBUF.word().equals(properties.get(format.name()))) {
            if (given != null) {
                throw invalid("%s is for %s PROTOBUF".formatted(message.name(), format.name()));
            }
            return;
        }
        String topic = properties.getOrDefault("topic", "");
        DescriptorName name = Descriptors.find(store, topic, part, given, context)
                .orElseThrow(() -> Descriptors.undescribed(topic, part));
        properties.put(message.name(), name.toString());
    }

    /** That the messages of a relation have its columns in types that can be read. */
    private static void requireReadable(Relation relation, StatementContext context) {
        Settings settings = RelationProperties.of(relation);
        if (settings.find(RelationProperties.VALUE_FORMAT).equals(Optional.of(FormatName.PROTOBUF))) {
            List<String> keyOnly = RelationProperties.keyOnly(settings);
            readable(relation, Part.VALUE, relation.columns().only(column -> !keyOnly.contains(column)), context);
        }
        Optional<String> keyType = settings.find(RelationProperties.KEY_TYPE);
        if (settings.find(RelationProperties.KEY_FORMAT).equals(Optional.of(FormatName.PROTOBUF))
                && keyType.isPresent()
                && Types.of(new SqlParser().parseType(keyType.get())) instanceof DataType.StructOf key) {
            readable(relation, Part.KEY, RowType.of(key), context);
        }
    }

    private static void readable(Relation relation, Part part, RowType columns, StatementContext context) {
        Map<String, String> options = DescriptorFiles.options(
                relation.organization(), RelationProperties.descriptor(relation, part), context.catalog());
        RecordDecoder.of(FormatName.PROTOBUF.name(), options, columns, RecordDecoder.NO_REGISTRY);
    }

    private static StatementException invalid(String problem) {
        return StatementException.of(ErrorCode.INVALID_PARAMETER, "%s", problem);
    }
}
