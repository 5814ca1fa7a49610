package io.braid.engine.store;

import io.braid.catalog.Audit;
import io.braid.catalog.Catalog;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.Vault;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.Health;
import io.braid.spi.Names;
import io.braid.spi.RegistryType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.SchemaRegistryStatement.CreateSchemaRegistry;
import io.braid.sql.tree.SchemaRegistryStatement.DropSchemaRegistry;
import io.braid.sql.tree.SchemaRegistryStatement.UpdateSchemaRegistry;
import java.util.List;

/** Creates, changes and drops schema registries. One that cannot be reached is kept, marked as errored. */
public final class SchemaRegistryStatements implements StatementHandlers.Family {
    private final Catalog catalog;
    private final RegistryTypes types;
    private final Vault vault;

    public SchemaRegistryStatements(Catalog catalog, RegistryTypes types, Vault vault) {
        this.catalog = catalog;
        this.types = types;
        this.vault = vault;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateSchemaRegistry.class, this::create)
                .on(UpdateSchemaRegistry.class, this::update)
                .on(DropSchemaRegistry.class, this::drop);
    }

    private Prepared create(CreateSchemaRegistry statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "schema registry");
        Property written = Property.find(statement.properties(), "type")
                .orElseThrow(() -> StatementContext.at(statement.at(), Settings.missing(List.of("type"))));
        RegistryType type;
        try {
            type = types.require(written.text());
        } catch (StatementException e) {
            throw StatementContext.at(written.at(), e);
        }
        Settings settings = given(type).read(statement.properties(), context, statement.at());
        Audit audit = context.audit();
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_SCHEMA_REGISTRY))
                .outside(() -> {
                    if (statement.ifExists() == IfExists.SKIP
                            && catalog.read(view -> view.library().findSchemaRegistry(context.organization(), name))
                                    .isPresent()) {
                        return Done.of(Artifact.alreadyThere("schema_registry", name, List.of(name)));
                    }
                    SchemaRegistry registry = asked(context, name, type, settings, audit);
                    return catalog.write(transaction -> {
                        transaction.library().createSchemaRegistry(registry);
                        return Done.of(Artifact.created("schema_registry", name, List.of(name)));
                    });
                });
    }

    private static GivenSettings given(RegistryType type) {
        return new GivenSettings(type.settings(), type::validate, "schema registry");
    }

    /** The registry as it is kept, in the state that its answer gives it. */
    private SchemaRegistry asked(
            StatementContext context, String name, RegistryType type, Settings settings, Audit audit) {
        Health health = type.connect(settings).check();
        GivenSettings.Sealed sealed = given(type).seal(settings, vault);
        return new SchemaRegistry(
                context.organization(),
                name,
                type.name(),
                sealed.texts(),
                sealed.secretNames(),
                health.ok() ? Store.Status.READY : Store.Status.ERRORED,
                health.message(),
                audit);
    }

    /** What is given replaces what was, NULL clears it, and everything together is checked as in CREATE. */
    private Prepared update(UpdateSchemaRegistry statement, StatementContext context) {
        SchemaRegistry registry = context.requireSchemaRegistry(
                statement.name().value(), statement.name().at());
        RegistryType type = types.require(registry.type());
        Settings settings = given(type)
                .merge(
                        vault.open(registry.settings(), registry.secretNames()),
                        type.name(),
                        statement.properties(),
                        context,
                        statement.at());
        return Prepared.needing(Access.on(registry, Privilege.OWNERSHIP)).outside(() -> {
            SchemaRegistry changed = asked(
                    context, registry.name(), type, settings, registry.audit().touched());
            return catalog.write(transaction -> {
                if (transaction
                        .library()
                        .findSchemaRegistry(registry.organization(), registry.name())
                        .isEmpty()) {
                    // it went while it was asked how it is
                    throw StatementContext.noSchemaRegistry(
                            registry.name(), statement.name().at());
                }
                transaction.library().updateSchemaRegistry(changed);
                return Done.of(new Artifact(
                        "schema_registry",
                        registry.name(),
                        "UPDATE",
                        "schema registry \"%s\" was successfully updated".formatted(registry.name()),
                        List.of(registry.name())));
            });
        });
    }

    private Prepared drop(DropSchemaRegistry statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .library()
                        .findSchemaRegistry(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere("schema_registry", name, List.of(name)));
        }
        SchemaRegistry registry =
                context.requireSchemaRegistry(name, statement.name().at());
        return Prepared.needing(Access.on(registry, Privilege.OWNERSHIP)).then(transaction -> {
            List<String> stores = transaction.stores(context.organization()).stream()
                    .filter(store -> store.schemaRegistry().filter(name::equals).isPresent())
                    .map(Store::name)
                    .toList();
            if (!stores.isEmpty()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "schema registry \"%s\" is used by stores: %s",
                                        name,
                                        String.join(", ", stores))
                                .hint("UPDATE STORE … WITH ('%s' = NULL) detaches it"
                                        .formatted(Store.SCHEMA_REGISTRY)));
            }
            transaction.library().dropSchemaRegistry(context.organization(), name);
            transaction.removeGrantsOn(context.organization(), "schema_registry", Names.always(name));
            return Done.of(Artifact.dropped("schema_registry", name, List.of(name)));
        });
    }
}
