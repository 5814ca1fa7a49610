package io.braid.engine.generate;

import io.braid.catalog.Catalog;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.generate.EntityColumns.Shape;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.format.SqlFormatter;
import io.braid.sql.tree.GenerateStatement.GenerateColumns;
import io.braid.sql.tree.GenerateStatement.GenerateDdl;
import io.braid.sql.tree.GenerateStatement.GenerateTemplate;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.RelationKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes statements by what is known of an entity, and templates of statements by what their parameters are. */
public final class GenerateStatements implements StatementHandlers.Family {
    private static final Setting<String> SAMPLE =
            Setting.text("json.sample", "A JSON document to guess columns from, in the place of records.");

    private static final List<Setting<?>> OF_COLUMNS = List.of(RelationProperties.VALUE_FORMAT, SAMPLE);
    private static final List<Setting<?>> OF_DDL = List.of(
            RelationProperties.STORE,
            RelationProperties.TOPIC,
            RelationProperties.VALUE_FORMAT,
            RelationProperties.KEY_FORMAT,
            RelationProperties.KEY_TYPE,
            SAMPLE);

    private static final RowType DDL = RowType.of(new Column("Ddl", DataType.VARCHAR, false));
    private static final RowType TEMPLATE = RowType.of(new Column("Template", DataType.VARCHAR, false));
    private static final RowType COLUMNS = RowType.of(
            new Column("Name", DataType.VARCHAR, false),
            new Column("Type", DataType.VARCHAR, false),
            new Column("Nullable", DataType.BOOLEAN, false));

    private final EntityColumns entities;
    private final StoreConnections connections;
    private final Templates templates;

    public GenerateStatements(
            Catalog catalog, StoreConnections connections, SchemaRegistries registries, Templates templates) {
        this.entities = new EntityColumns(catalog, connections, registries);
        this.connections = connections;
        this.templates = templates;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(GenerateDdl.class, this::ddl)
                .on(GenerateColumns.class, this::columns)
                .on(GenerateTemplate.class, this::template);
    }

    private Prepared ddl(GenerateDdl statement, StatementContext context) {
        if (statement.kind() != RelationKind.STREAM && statement.kind() != RelationKind.CHANGELOG) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "GENERATE %s DDL is not supported",
                            statement.kind().keyword()));
        }
        Settings settings = WithClause.read(statement.properties(), OF_DDL, statement.at());
        Store store = RelationStatements.storeOf(statement.properties(), statement, context);
        String topic = settings.find(RelationProperties.TOPIC)
                .orElse(statement.name().last().value().toLowerCase(Locale.ROOT));
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            Shape shape = shape(store, List.of(topic), settings, statement.at());
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("store", store.name());
            properties.put("topic", topic);
            properties.put("value.format", shape.format().word());
            keys(properties, settings, shape);
            String text = DdlText.create(
                    statement.kind().keyword(),
                    SqlFormatter.format(statement.name()),
                    shape.value(),
                    primaryKey(statement, shape),
                    properties);
            return Table.of(DDL, List.<@Nullable Object[]>of(new @Nullable Object[] {text}));
        });
    }

    /** How keys are read: as the statement says, else as rows where they are such in the format of the values. */
    private static void keys(Map<String, String> properties, Settings settings, Shape shape) {
        FormatName format =
                settings.find(RelationProperties.KEY_FORMAT).orElse(shape.key().isPresent() ? shape.format() : null);
        if (format == null) {
            return;
        }
        properties.put("key.format", format.word());
        settings.find(RelationProperties.KEY_TYPE)
                .or(() -> shape.key()
                        .filter(key -> format == shape.format())
                        .map(key -> DdlText.type(DataType.struct(key.columns().stream()
                                .map(column -> new Field(column.name(), column.type()))
                                .toList()))))
                .ifPresent(type -> properties.put("key.type", type));
    }

    private static List<String> primaryKey(GenerateDdl statement, Shape shape) {
        if (statement.kind() == RelationKind.STREAM) {
            return List.of();
        }
        return shape.key()
                .map(RowType::names)
                .filter(shape.value().names()::containsAll)
                .orElseThrow(() -> StatementContext.at(
                        statement.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_PARAMETER,
                                        "the keys of the entity do not say what the primary key of a changelog would be")
                                .hint("GENERATE STREAM DDL writes the columns")));
    }

    private Prepared columns(GenerateColumns statement, StatementContext context) {
        Settings settings = WithClause.read(statement.properties(), OF_COLUMNS, statement.at());
        Store store = context.requireStore(statement.store(), statement.at());
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            Shape shape = shape(
                    store, statement.path().values(), settings, statement.path().at());
            return Table.of(
                    COLUMNS,
                    shape.value().columns().stream()
                            .map(column -> new @Nullable Object[] {
                                column.name(), column.type().toString(), column.nullable()
                            })
                            .toList());
        });
    }

    private Shape shape(Store store, List<String> path, Settings settings, Position at) {
        try {
            String sample = settings.find(SAMPLE).orElse(null);
            if (sample == null && connections.to(store).describe(path).isEmpty()) {
                throw StatementException.of(
                                ErrorCode.INVALID_PARAMETER, "entity \"%s\" does not exist", String.join(".", path))
                        .hint("LIST ENTITIES shows those of the store");
            }
            return entities.find(
                    store, path, settings.find(RelationProperties.VALUE_FORMAT).orElse(null), sample);
        } catch (StatementException e) {
            throw StatementContext.at(at, e);
        }
    }

    private Prepared template(GenerateTemplate statement, StatementContext context) {
        if (!statement.properties().isEmpty()) {
            throw StatementContext.at(
                    statement.properties().get(0).at(),
                    StatementException.of(ErrorCode.INVALID_PARAMETER, "GENERATE TEMPLATE has no parameters"));
        }
        String name = statement.name() == null ? "name" : SqlFormatter.format(statement.name());
        String text = templates
                .of(statement.kind().value(), name)
                .orElseThrow(() -> StatementContext.at(
                        statement.kind().at(),
                        StatementException.of(
                                        ErrorCode.FEATURE_NOT_SUPPORTED,
                                        "there is no template of a \"%s\"",
                                        statement.kind().value())
                                .hint("there are " + String.join(", ", templates.kinds()))));
        return Prepared.needing()
                .read(catalog -> Table.of(TEMPLATE, List.<@Nullable Object[]>of(new @Nullable Object[] {text})));
    }
}
