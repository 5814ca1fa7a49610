package io.braid.engine.store;

import io.braid.catalog.Catalog;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.PullFeed;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.feed.FeedRow;
import io.braid.formats.RecordText;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoreType;
import io.braid.spi.StoredRecord;
import io.braid.sql.tree.EntityStatement.CreateEntity;
import io.braid.sql.tree.EntityStatement.DropEntity;
import io.braid.sql.tree.EntityStatement.InsertIntoEntity;
import io.braid.sql.tree.EntityStatement.PrintEntity;
import io.braid.sql.tree.EntityStatement.SetEntitySchema;
import io.braid.sql.tree.EntityStatement.UpdateEntity;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Creates, drops, writes and prints the entities of stores. */
public final class EntityStatements implements StatementHandlers.Family {
    private static final Setting<Boolean> FROM_BEGINNING = Setting.flag(
                    "from_beginning", "Print the entity from its first record.")
            .orElse(false);
    private static final Setting<String> KEY = Setting.text("key", "Key of the written record, as text.");

    private static final RowType PRINTED =
            RowType.of(new Column("Key", DataType.VARCHAR, true), new Column("Value", DataType.VARCHAR, true));

    private final Catalog catalog;
    private final StoreTypes types;
    private final StoreConnections connections;
    private final SchemaRegistries registries;

    public EntityStatements(
            Catalog catalog, StoreTypes types, StoreConnections connections, SchemaRegistries registries) {
        this.catalog = catalog;
        this.types = types;
        this.connections = connections;
        this.registries = registries;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateEntity.class, this::create)
                .on(DropEntity.class, this::drop)
                .on(InsertIntoEntity.class, this::insert)
                .on(PrintEntity.class, this::print)
                .on(UpdateEntity.class, this::update)
                .notYet(SetEntitySchema.class, "UPDATE ENTITY … SET SCHEMA");
    }

    private Prepared create(CreateEntity statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        List<String> path = statement.path().values();
        EntityDescriptors descriptors = EntityDescriptors.of(statement.properties(), store, path, context);
        EntityProperties properties = properties(descriptors.others(), types.require(store.type()));
        return Prepared.needing(Access.on(store, Privilege.CREATE)).outside(() -> {
            if (statement.ifExists() == IfExists.SKIP
                    && connections.to(store).describe(path).isPresent()) {
                return Done.of(Artifact.alreadyThere("entity", statement.path().toString(), path));
            }
            connections.to(store).createEntity(path, properties.settings(), properties.free());
            descriptors.save(catalog);
            return Done.of(new Artifact(
                    "entity",
                    statement.path().toString(),
                    "CREATE",
                    "entity \"%s\" was successfully created in store \"%s\"".formatted(statement.path(), store.name()),
                    path));
        });
    }

    /** @param free what only the store itself knows, such as topic configurations, without their prefix */
    private record EntityProperties(Settings settings, Map<String, String> free) {}

    private static EntityProperties properties(List<Property> written, StoreType type) {
        Map<String, String> known = new LinkedHashMap<>();
        Map<String, String> free = new LinkedHashMap<>();
        String prefix = type.freeEntityPrefix();
        for (Property property : written) {
            String key = property.foldedKey();
            if (!prefix.isEmpty() && key.startsWith(prefix)) {
                free.put(key.substring(prefix.length()), property.text());
            } else if (!key.equals("store")) {
                known.put(key, property.text());
            }
        }
        try {
            return new EntityProperties(Settings.read(type.entitySettings(), known), free);
        } catch (StatementException e) {
            throw written.isEmpty() ? e : at(written.get(0).at(), e);
        }
    }

    private Prepared update(UpdateEntity statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        List<String> path = statement.path().values();
        EntityDescriptors descriptors = EntityDescriptors.of(statement.properties(), store, path, context);
        EntityProperties properties = properties(descriptors.others(), types.require(store.type()));
        return Prepared.needing(Access.on(store, Privilege.CREATE)).outside(() -> {
            requireEntity(store, statement.path());
            connections.to(store).updateEntity(path, properties.settings(), properties.free());
            descriptors.save(catalog);
            return Done.of(new Artifact(
                    "entity",
                    statement.path().toString(),
                    "UPDATE",
                    "entity \"%s\" was successfully updated in store \"%s\"".formatted(statement.path(), store.name()),
                    path));
        });
    }

    private Prepared drop(DropEntity statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        List<String> path = statement.path().values();
        List<String> users = context.catalog().relationsOn(context.organization(), store.name(), path).stream()
                .map(Relation::name)
                .toList();
        return Prepared.needing(Access.on(store, Privilege.CREATE)).outside(() -> {
            if (!users.isEmpty()) {
                throw at(
                        statement.path().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "entity \"%s\" has referenced relations: %s",
                                        statement.path(),
                                        String.join(", ", users))
                                .hint("drop them first"));
            }
            if (connections.to(store).describe(path).isEmpty()) {
                if (statement.ifMissing() == IfMissing.SKIP) {
                    return Done.of(Artifact.notThere("entity", statement.path().toString(), path));
                }
                throw missing(statement.path());
            }
            connections.to(store).dropEntity(path);
            catalog.write(transaction -> {
                transaction.library().forgetEntity(store.organization(), store.name(), path);
                return path;
            });
            return Done.of(new Artifact(
                    "entity",
                    statement.path().toString(),
                    "DROP",
                    "entity \"%s\" was successfully dropped from store \"%s\""
                            .formatted(statement.path(), store.name()),
                    path));
        });
    }

    private Prepared insert(InsertIntoEntity statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        Settings settings = read(statement.properties(), List.of(KEY), statement.at());
        byte[] key = settings.find(KEY)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        List<String> path = statement.path().values();
        return Prepared.needing(Access.on(store, Privilege.CREATE)).outside(() -> {
            requireEntity(store, statement.path());
            for (String value : statement.values()) {
                connections.to(store).insert(path, StoredRecord.toWrite(key, value.getBytes(StandardCharsets.UTF_8)));
            }
            int count = statement.values().size();
            return Done.of(new Artifact(
                    "entity",
                    statement.path().toString(),
                    "INSERT",
                    "%d record%s written to entity \"%s\""
                            .formatted(count, count == 1 ? " was" : "s were", statement.path()),
                    path));
        });
    }

    private Prepared print(PrintEntity statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        Settings settings = read(statement.properties(), List.of(FROM_BEGINNING), statement.at());
        StartPosition from = settings.get(FROM_BEGINNING) ? StartPosition.EARLIEST : StartPosition.LATEST;
        List<String> path = statement.path().values();
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            requireEntity(store, statement.path());
            RecordText keys = text(store, path, Part.KEY);
            RecordText values = text(store, path, Part.VALUE);
            LiveFeed feed = new PullFeed(
                    PRINTED,
                    connections.to(store).read(path, from),
                    record -> Optional.of(FeedRow.insert(keys.show(record.key()), values.show(record.value()))),
                    -1);
            return new StatementResult.Live(UUID.randomUUID(), feed);
        });
    }

    /** What is known of a part of the records: a descriptor comes before a registry. */
    private RecordText text(Store store, List<String> path, Part part) {
        return catalog.read(view -> Descriptors.of(store, path, part, view)
                        .map(name -> RecordText.protobuf(
                                DescriptorFiles.read(store.organization(), name.source(), view), name.message())))
                .orElseGet(() -> store.schemaRegistry().isPresent()
                        ? RecordText.avro(registries.of(store))
                        : RecordText.plain());
    }

    private void requireEntity(Store store, QualifiedName path) {
        if (connections.to(store).describe(path.values()).isEmpty()) {
            throw missing(path);
        }
    }

    private static StatementException missing(QualifiedName path) {
        return at(
                path.at(),
                StatementException.of(ErrorCode.INVALID_PARAMETER, "entity \"%s\" does not exist", path)
                        .hint("LIST ENTITIES shows those of the store"));
    }

    private static Settings read(List<Property> properties, List<Setting<?>> known, Position at) {
        Map<String, String> given = new LinkedHashMap<>();
        properties.forEach(property -> given.put(property.key().toLowerCase(Locale.ROOT), property.text()));
        try {
            return Settings.read(known, given);
        } catch (StatementException e) {
            throw at(properties.isEmpty() ? at : properties.get(0).at(), e);
        }
    }

    private static StatementException at(Position position, StatementException problem) {
        return StatementContext.at(position, problem);
    }
}
