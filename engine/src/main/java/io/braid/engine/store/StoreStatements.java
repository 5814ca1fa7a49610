package io.braid.engine.store;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.Vault;
import io.braid.engine.statement.Artifact;
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
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.StoreStatement.CreateStore;
import io.braid.sql.tree.StoreStatement.DropStore;
import io.braid.sql.tree.StoreStatement.TestStore;
import io.braid.sql.tree.StoreStatement.UpdateStore;
import java.util.List;

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
        Settings settings = given(storeType).read(statement.properties(), context, statement.at());
        Store store = sealed(name, storeType, settings, context);
        Position registryAt = registryAt(statement.properties(), statement.at());
        return Prepared.needing(needed(settings, Access.onOrganization(Privilege.CREATE_STORE), context, registryAt))
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
            requireRegistry(store, transaction, registryAt(statement.properties(), statement.at()));
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

    private static GivenSettings given(StoreType type) {
        return new GivenSettings(type.settings(), type::validate, "store");
    }

    /** The schema registry that the settings name, as something to be allowed; what cannot be seen cannot be named. */
    private static List<Access> needed(Settings settings, Access need, StatementContext context, Position at) {
        String registry = settings.asTexts().get(Store.SCHEMA_REGISTRY);
        return registry == null
                ? List.of(need)
                : List.of(need, Access.on(context.requireSchemaRegistry(registry, at), Privilege.USAGE));
    }

    private static Position registryAt(List<Property> properties, Position statement) {
        return properties.stream()
                .filter(property -> property.foldedKey().contains("schema_registry"))
                .findFirst()
                .map(Property::at)
                .orElse(statement);
    }

    /** A registry may have gone while the store was asked how it is. */
    private static void requireRegistry(Store store, CatalogTransaction transaction, Position at) {
        store.schemaRegistry().ifPresent(name -> {
            if (transaction
                    .library()
                    .findSchemaRegistry(store.organization(), name)
                    .isEmpty()) {
                throw StatementContext.noSchemaRegistry(name, at);
            }
        });
    }

    private Store sealed(String name, StoreType type, Settings settings, StatementContext context) {
        GivenSettings.Sealed sealed = given(type).seal(settings, vault);
        return new Store(
                context.organization(),
                name,
                type.name(),
                sealed.texts(),
                sealed.secretNames(),
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
        Settings settings = given(type)
                .merge(connections.plainSettings(store), type.name(), statement.properties(), context, statement.at());
        Store changed = sealed(store.name(), type, settings, context)
                .in(store.embedded(), store.audit().touched());
        Position registryAt = registryAt(statement.properties(), statement.at());
        Access owned = Access.on(store, Privilege.OWNERSHIP);
        // a registry that was attached before is no business of this statement
        List<Access> needs = changed.schemaRegistry().equals(store.schemaRegistry())
                ? List.of(owned)
                : needed(settings, owned, context, registryAt);
        return Prepared.needing(needs).outside(() -> {
            Store checked = withHealth(changed);
            catalog.write(transaction -> {
                requireRegistry(checked, transaction, registryAt);
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
