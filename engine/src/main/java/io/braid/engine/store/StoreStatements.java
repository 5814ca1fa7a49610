package io.braid.engine.store;

import io.braid.catalog.Catalog;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.Vault;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Attachments;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Health;
import io.braid.spi.Names;
import io.braid.spi.RowType;
import io.braid.spi.Secret;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import io.braid.sql.tree.StoreStatement.CreateStore;
import io.braid.sql.tree.StoreStatement.DropStore;
import io.braid.sql.tree.StoreStatement.TestStore;
import io.braid.sql.tree.StoreStatement.UpdateStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates, tests and drops stores. */
public final class StoreStatements implements StatementHandlers.Family {
    private final Catalog catalog;
    private final StoreTypes types;
    private final StoreConnections connections;
    private final Vault vault;

    public StoreStatements(Catalog catalog, StoreTypes types, StoreConnections connections, Vault vault) {
        this.catalog = catalog;
        this.types = types;
        this.connections = connections;
        this.vault = vault;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateStore.class, this::create)
                .on(DropStore.class, this::drop)
                .on(TestStore.class, this::test)
                .on(UpdateStore.class, this::update);
    }

    private Prepared create(CreateStore statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "store");
        Property type = Property.find(statement.properties(), "type")
                .orElseThrow(() -> at(statement.at(), Settings.missing(List.of("type"))));
        StoreType storeType;
        try {
            storeType = types.require(type.text());
        } catch (StatementException e) {
            throw at(type.at(), e);
        }
        Settings settings = read(statement.properties(), storeType, context, statement.at());
        Store store = sealed(name, storeType, settings, context);
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_STORE))
                .outside(() -> createStore(statement, context, store));
    }

    private StatementResult createStore(CreateStore statement, StatementContext context, Store store) {
        if (statement.ifExists() == IfExists.SKIP
                && catalog.read(view -> view.findStore(context.organization(), store.name()))
                        .isPresent()) {
            return Done.of(Artifact.alreadyThere("store", store.name(), List.of(store.name())));
        }
        Store checked = withHealth(store);
        return catalog.write(transaction -> {
            transaction.createStore(checked);
            return Done.of(Artifact.created("store", store.name(), List.of(store.name())));
        });
    }

    /** The store with the state its first answer gives it. A store that cannot be reached is kept, marked as errored. */
    private Store withHealth(Store store) {
        Health health;
        try (StoreConnection connection = connections.connect(store)) {
            health = connection.check();
        } catch (StatementException e) {
            health = Health.failed(e.problem());
        }
        return new Store(
                store.organization(),
                store.name(),
                store.type(),
                store.settings(),
                store.secretNames(),
                health.ok() ? Store.Status.READY : Store.Status.ERRORED,
                health.message(),
                store.embedded(),
                store.audit());
    }

    private static Settings read(List<Property> properties, StoreType type, StatementContext context, Position at) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Property property : properties) {
            if (!property.isNamed("type")) {
                given.put(property.foldedKey(), attachment(property, context));
            }
        }
        try {
            Settings settings = Settings.read(type.settings(), given);
            type.validate(settings);
            return settings;
        } catch (StatementException e) {
            throw at(properties.isEmpty() ? at : properties.get(0).at(), e);
        }
    }

    /** Properties that name a file stand for its bytes, which came with the request. */
    private static String attachment(Property property, StatementContext context) {
        if (!property.foldedKey().endsWith("_file") || property.text().startsWith("-----BEGIN ")) {
            return property.text();
        }
        return Attachments.find(property, context)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> at(
                        property.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_PARAMETER,
                                        "file \"%s\" of parameter \"%s\" does not exist among the attachments",
                                        property.text(),
                                        property.key())
                                .hint("send it as a part named attachments with this file name")));
    }

    private Store sealed(String name, StoreType type, Settings settings, StatementContext context) {
        Map<String, String> texts = new LinkedHashMap<>(settings.asTexts());
        Set<String> secrets = new HashSet<>();
        for (Setting<?> setting : type.settings()) {
            if (setting.secret() && texts.containsKey(setting.name())) {
                texts.computeIfPresent(setting.name(), (key, text) -> vault.seal(new Secret(text)));
                secrets.add(setting.name());
            }
        }
        return new Store(
                context.organization(),
                name,
                type.name(),
                texts,
                secrets,
                Store.Status.READY,
                "",
                false,
                context.audit());
    }

    /** What is given replaces what was, NULL clears it, and everything together is checked as in CREATE STORE. */
    private Prepared update(UpdateStore statement, StatementContext context) {
        Store store =
                context.requireStore(statement.name().value(), statement.name().at());
        StoreType type = types.require(store.type());
        Map<String, String> merged = new LinkedHashMap<>(connections.plainSettings(store));
        for (Property property : statement.properties()) {
            if (property.isNamed("type")) {
                requireSameType(property, type);
                continue;
            }
            String name = Settings.canonical(type.settings(), property.key());
            if (property.value() instanceof PropertyValue.Null) {
                merged.remove(name);
            } else {
                merged.put(name, attachment(property, context));
            }
        }
        Settings settings;
        try {
            settings = Settings.read(type.settings(), merged);
            type.validate(settings);
        } catch (StatementException e) {
            throw at(statement.properties().get(0).at(), e);
        }
        Store changed = sealed(store.name(), type, settings, context)
                .in(store.embedded(), store.audit().touched());
        return Prepared.needing(Access.on(store, Privilege.OWNERSHIP)).outside(() -> {
            Store checked = withHealth(changed);
            catalog.write(transaction -> {
                transaction.updateStore(checked);
                return checked;
            });
            connections.forget(store);
            return Done.of(new Artifact(
                    "store",
                    store.name(),
                    "UPDATE",
                    "store \"%s\" was successfully updated".formatted(store.name()),
                    List.of(store.name())));
        });
    }

    private static void requireSameType(Property property, StoreType type) {
        if (!property.text().equalsIgnoreCase(type.name())) {
            throw at(
                    property.at(),
                    StatementException.of(ErrorCode.INVALID_PARAMETER, "the type of a store cannot be changed"));
        }
    }

    private Prepared drop(DropStore statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog().findStore(context.organization(), name).isEmpty()) {
            return Prepared.answered(Artifact.notThere("store", name, List.of(name)));
        }
        Store store = context.requireStore(name, statement.name().at());
        return Prepared.needing(Access.on(store, Privilege.OWNERSHIP)).then(transaction -> {
            List<String> users = transaction.relations(context.organization()).stream()
                    .filter(relation -> relation.store().equals(name))
                    .map(Relation::name)
                    .toList();
            if (!users.isEmpty()) {
                throw at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "store \"%s\" has referenced relations: %s",
                                        name,
                                        String.join(", ", users))
                                .hint("drop them first"));
            }
            transaction.dropStore(context.organization(), name);
            transaction.removeGrantsOn(context.organization(), "store", Names.always(name));
            connections.forget(store);
            return new Done(
                    List.of(Artifact.dropped("store", name, List.of(name))),
                    name.equals(context.session().store()) ? context.session().inStore(null) : null);
        });
    }

    private Prepared test(TestStore statement, StatementContext context) {
        Store store =
                context.requireStore(statement.name().value(), statement.name().at());
        RowType columns = RowType.of(
                Column.of("Name", DataType.VARCHAR),
                Column.of("Status", DataType.VARCHAR),
                Column.of("Message", DataType.VARCHAR));
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            Health health = connections.to(store).check();
            Object[] row = {store.name(), health.ok() ? "ready" : "errored", health.message()};
            return StatementResult.Table.of(columns, List.<Object[]>of(row));
        });
    }

    private static StatementException at(Position position, StatementException problem) {
        return StatementContext.at(position, problem);
    }
}
