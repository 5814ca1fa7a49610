package io.braid.engine.relation;

import io.braid.catalog.Store;
import io.braid.engine.analysis.JobFormats;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.statement.StatementContext;
import io.braid.formats.AvroSchemas;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.RegisteredSchema;
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

/** The columns of a relation whose statement names none: those of the newest schema of its topic. */
final class RegisteredColumns {
    private final CreateRelation statement;
    private final String topic;

    private RegisteredColumns(CreateRelation statement, String topic) {
        this.statement = statement;
        this.topic = topic;
    }

    /** @throws StatementException 3D021 without format, 3D008 for a format without schemas, 3D009 without registry */
    static RegisteredColumns of(CreateRelation statement, String relation, Store store) {
        Property format = Property.find(statement.properties(), RelationProperties.VALUE_FORMAT.name())
                .orElseThrow(() -> StatementContext.at(
                        statement.at(), Settings.missing(List.of(RelationProperties.VALUE_FORMAT.name()))));
        if (!format.text().equalsIgnoreCase(FormatName.AVRO.name())) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_PARAMETER,
                                    "a relation of value.format %s needs columns",
                                    format.text())
                            .hint("write them after its name; those of AVRO can come from a schema registry"));
        }
        try {
            SchemaRegistries.requireName(store);
        } catch (StatementException e) {
            throw StatementContext.at(format.at(), e);
        }
        return new RegisteredColumns(
                statement,
                Property.find(statement.properties(), RelationProperties.TOPIC.name())
                        .map(Property::text)
                        .orElse(relation.toLowerCase(Locale.ROOT)));
    }

    /** @param primaryKey empty for a stream */
    record Shape(RowType columns, List<String> primaryKey) {}

    /**
     * Asks the registry. The primary key of a changelog is what the records' keys consist of.
     *
     * @throws StatementException when there is no schema, or none that gives columns
     */
    Shape read(RegistryConnection registry) {
        try {
            RowType columns = columns(registry, Part.VALUE).orElseThrow(() -> missing(Part.VALUE));
            return statement.kind() == RelationKind.CHANGELOG
                    ? new Shape(columns, primaryKey(columns, registry))
                    : new Shape(columns, List.of());
        } catch (StatementException e) {
            throw StatementContext.at(statement.name().at(), e);
        }
    }

    private Optional<RowType> columns(RegistryConnection registry, Part part) {
        Optional<RegisteredSchema> schema = registry.latest(JobFormats.subject(topic, part));
        return schema.map(AvroSchemas::columns);
    }

    private StatementException missing(Part part) {
        return StatementException.of(
                        ErrorCode.INVALID_SCHEMA_REGISTRY,
                        "the schema registry has no subject \"%s\"",
                        JobFormats.subject(topic, part))
                .hint("write the columns into the statement, or register a schema");
    }

    private List<String> primaryKey(RowType columns, RegistryConnection registry) {
        List<String> key = columns(registry, Part.KEY).map(RowType::names).orElseThrow(() -> missing(Part.KEY));
        key.stream()
                .filter(name -> columns.columns().stream().map(Column::name).noneMatch(name::equals))
                .findFirst()
                .ifPresent(name -> {
                    throw StatementException.of(
                                    ErrorCode.INVALID_RELATION,
                                    "field \"%s\" of subject \"%s\" is no column, so the keys are no primary key",
                                    name,
                                    JobFormats.subject(topic, Part.KEY))
                            .hint("write the columns and the PRIMARY KEY into the statement");
                });
        return key;
    }
}
