package io.braid.engine.relation;

import io.braid.catalog.Store;
import io.braid.engine.analysis.JobFormats;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.statement.StatementContext;
import io.braid.formats.AvroSchemas;
import io.braid.formats.ProtobufTypes;
import io.braid.spi.ErrorCode;
import io.braid.spi.RegistryConnection;
import io.braid.spi.RowType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a relation whose statement names none: those of a schema in a registry, or of a descriptor. */
final class RegisteredColumns {
    private final CreateRelation statement;
    private final String topic;

    private RegisteredColumns(CreateRelation statement, String topic) {
        this.statement = statement;
        this.topic = topic;
    }

    /** @throws StatementException 3D021 without format, 3D008 for a format without schemas, 3D009 without registry */
    static RegisteredColumns of(CreateRelation statement, String relation, Store store) {
        Property format = format(statement);
        if (!format.text().equalsIgnoreCase(FormatName.AVRO.name())) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_PARAMETER,
                                    "a relation of value.format %s needs columns",
                                    format.text())
                            .hint("write them after its name; those of AVRO can come from a schema registry, those of"
                                    + " PROTOBUF from a descriptor"));
        }
        try {
            SchemaRegistries.requireName(store);
        } catch (StatementException e) {
            throw StatementContext.at(format.at(), e);
        }
        return new RegisteredColumns(statement, topic(statement, relation));
    }

    private static Property format(CreateRelation statement) {
        return Property.find(statement.properties(), RelationProperties.VALUE_FORMAT.name())
                .orElseThrow(() -> StatementContext.at(
                        statement.at(), Settings.missing(List.of(RelationProperties.VALUE_FORMAT.name()))));
    }

    private static String topic(CreateRelation statement, String relation) {
        return Property.find(statement.properties(), RelationProperties.TOPIC.name())
                .map(Property::text)
                .orElse(relation.toLowerCase(Locale.ROOT));
    }

    /** Whether nobody has to be asked for the columns: they are those of a Protobuf message. */
    static boolean areDescribed(CreateRelation statement) {
        return statement.columns().isEmpty() && format(statement).text().equalsIgnoreCase(FormatName.PROTOBUF.name());
    }

    /**
     * The columns of the Protobuf message that the statement, or else the entity, names.
     *
     * @throws StatementException 3D010 when there is none, 0A000 when no columns can be made of it
     */
    static Shape described(CreateRelation statement, String relation, Store store, StatementContext context) {
        String topic = topic(statement, relation);
        return shape(
                statement,
                part -> Descriptors.find(store, topic, part, written(statement, part), context)
                        .map(name -> ProtobufTypes.columns(
                                DescriptorFiles.read(store.organization(), name.source(), context.catalog()),
                                name.message())),
                part -> Descriptors.undescribed(topic, part));
    }

    private static @Nullable String written(CreateRelation statement, Part part) {
        return Property.find(
                        statement.properties(),
                        RelationProperties.descriptorOf(part).name())
                .map(Property::text)
                .orElse(null);
    }

    /** @param primaryKey empty for a stream */
    record Shape(RowType columns, List<String> primaryKey) {}

    /**
     * Asks the registry. The primary key of a changelog is what the records' keys consist of.
     *
     * @throws StatementException when there is no schema, or none that gives columns
     */
    Shape read(RegistryConnection registry) {
        return shape(
                statement,
                part -> registry.latest(JobFormats.subject(topic, part)).map(AvroSchemas::columns),
                part -> StatementException.of(
                                ErrorCode.INVALID_SCHEMA_REGISTRY,
                                "the schema registry has no subject \"%s\"",
                                JobFormats.subject(topic, part))
                        .hint("write the columns into the statement, or register a schema"));
    }

    private static Shape shape(
            CreateRelation statement,
            Function<Part, Optional<RowType>> columns,
            Function<Part, StatementException> missing) {
        try {
            RowType value = columns.apply(Part.VALUE).orElseThrow(() -> missing.apply(Part.VALUE));
            if (statement.kind() != RelationKind.CHANGELOG) {
                return new Shape(value, List.of());
            }
            RowType key = columns.apply(Part.KEY).orElseThrow(() -> missing.apply(Part.KEY));
            return new Shape(value, primaryKey(value, key.names()));
        } catch (StatementException e) {
            throw StatementContext.at(statement.name().at(), e);
        }
    }

    private static List<String> primaryKey(RowType columns, List<String> key) {
        key.stream().filter(name -> !columns.names().contains(name)).findFirst().ifPresent(name -> {
            throw StatementException.of(
                            ErrorCode.INVALID_RELATION,
                            "field \"%s\" of the keys is no column, so they are no primary key",
                            name)
                    .hint("write the columns and the PRIMARY KEY into the statement");
        });
        return key;
    }
}
