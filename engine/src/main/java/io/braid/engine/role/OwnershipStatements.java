package io.braid.engine.role;

import io.braid.catalog.Audit;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Database;
import io.braid.catalog.DescriptorSource;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.Namespace;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.engine.library.Descriptors;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.QueryStatement.AlterQueryOwner;
import io.braid.sql.tree.RelationStatement.AlterRelationOwner;
import io.braid.sql.tree.RoleStatement.GrantOwnership;
import io.braid.sql.tree.RoleStatement.Securable;
import java.util.List;
import java.util.function.Consumer;

/** Hands objects from one role to another: GRANT OWNERSHIP, and ALTER … OWNER TO, which means the same. */
public final class OwnershipStatements implements StatementHandlers.Family {
    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(GrantOwnership.class, this::grant)
                .on(AlterRelationOwner.class, this::alterRelation)
                .on(AlterQueryOwner.class, this::alterQuery);
    }

    private Prepared grant(GrantOwnership statement, StatementContext context) {
        Securable target = statement.target();
        Role role = destination(statement.role(), context);
        Access object = Securables.require(target, Privilege.OWNERSHIP, context);
        Consumer<CatalogTransaction> transfer = transfer(target, role.name(), context);
        String name = target.name() == null ? "" : target.name().toString();
        return Prepared.needing(object).then(catalog -> {
            transfer.accept(catalog);
            return RoleStatements.granted(
                    "ownership grant", "Ownership of \"%s\" granted to role \"%s\"".formatted(name, role.name()));
        });
    }

    /** The role that shall own; whoever gives something away must hold it, or could lose the object for ever. */
    private static Role destination(Identifier name, StatementContext context) {
        Role role = Securables.requireRole(name, context);
        boolean held = Sessions.usable(context.organization(), context.session().caller(), context.catalog())
                .contains(role.name());
        if (!held) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(
                            ErrorCode.INSUFFICIENT_PRIVILEGE, "role \"%s\" is not granted to you", role.name()));
        }
        return role;
    }

    private static Consumer<CatalogTransaction> transfer(Securable target, String role, StatementContext context) {
        QualifiedName name = target.name();
        if (name == null) {
            throw StatementContext.at(
                    target.at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "the organization belongs to role \"orgadmin\" for ever"));
        }
        return switch (target.type()) {
            case DATABASE -> {
                Database now = context.requireDatabase(name.last().value(), name.at());
                yield catalog -> catalog.updateDatabase(
                        new Database(now.organization(), now.name(), now.audit().ownedBy(role)));
            }
            case SCHEMA -> {
                String database = name.size() > 1
                        ? name.first().value()
                        : context.session().database();
                Namespace now = context.requireSchema(
                        String.valueOf(database), name.last().value(), name.at());
                yield catalog -> catalog.updateNamespace(new Namespace(
                        now.organization(),
                        now.database(),
                        now.name(),
                        now.audit().ownedBy(role)));
            }
            case STORE -> {
                Store now = context.requireStore(name.last().value(), name.at());
                yield catalog -> catalog.updateStore(new Store(
                        now.organization(),
                        now.name(),
                        now.type(),
                        now.settings(),
                        now.secretNames(),
                        now.status(),
                        now.statusMessage(),
                        now.embedded(),
                        now.audit().ownedBy(role)));
            }
            case QUERY -> {
                Query now = QueryReferences.require(new QueryReference(name.last(), null, name.at()), context);
                yield catalog -> transfer(catalog, now, role);
            }
            case ROLE -> {
                Role now = Securables.requireRole(name.last(), context);
                yield catalog -> catalog.updateRole(new Role(
                        now.organization(),
                        now.name(),
                        now.inherits(),
                        now.builtIn(),
                        now.audit().ownedBy(role)));
            }
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW -> {
                Relation now = context.requireRelation(name);
                yield catalog -> catalog.updateRelation(owned(now, now.audit().ownedBy(role)));
            }
            case FUNCTION_SOURCE -> {
                FunctionSource now = LibraryObjects.requireSource(name.last(), context);
                yield catalog -> catalog.library().updateFunctionSource(now.ownedBy(role));
            }
            case DESCRIPTOR_SOURCE -> {
                DescriptorSource now = Descriptors.requireSource(name.last(), context);
                yield catalog -> catalog.library().updateDescriptorSource(now.ownedBy(role));
            }
            case FUNCTION -> {
                UserFunction now = LibraryObjects.requireFunction(name.last(), target.signature(), context);
                yield catalog -> catalog.library().updateFunction(now.ownedBy(role));
            }
            case SCHEMA_REGISTRY -> {
                SchemaRegistry now = context.requireSchemaRegistry(name.last().value(), name.at());
                yield catalog -> catalog.library().updateSchemaRegistry(now.ownedBy(role));
            }
            case COMPUTE_POOL -> {
                ComputePool now = PoolObjects.require(name.last(), context);
                yield catalog -> catalog.computePools().update(now.ownedBy(role));
            }
            case SECRET -> {
                StoredSecret now = LibraryObjects.requireSecret(name.last(), context);
                yield catalog -> catalog.library().updateSecret(now.ownedBy(role));
            }
            default ->
                throw StatementContext.at(
                        target.at(),
                        StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "ownership of a %s is not supported yet",
                                target.type().label()));
        };
    }

    private static void transfer(CatalogTransaction catalog, Query query, String role) {
        catalog.updateQuery(catalog.newest(query).ownedBy(role));
    }

    private static Relation owned(Relation now, Audit audit) {
        return new Relation(
                now.id(),
                now.organization(),
                now.database(),
                now.namespace(),
                now.name(),
                now.kind(),
                now.store(),
                now.entity(),
                now.columns(),
                now.primaryKey(),
                now.properties(),
                now.description(),
                now.state(),
                audit);
    }

    private Prepared alterRelation(AlterRelationOwner statement, StatementContext context) {
        Securable target = new Securable(ObjectType.RELATION, statement.name(), null, statement.at());
        return alter(target, statement.owner(), context);
    }

    private Prepared alterQuery(AlterQueryOwner statement, StatementContext context) {
        QualifiedName name = QualifiedName.of(statement.query().name());
        return alter(new Securable(ObjectType.QUERY, name, null, statement.at()), statement.owner(), context);
    }

    private static Prepared alter(Securable target, Identifier owner, StatementContext context) {
        Role role = destination(owner, context);
        Access object = Securables.require(target, Privilege.OWNERSHIP, context);
        Consumer<CatalogTransaction> transfer = transfer(target, role.name(), context);
        String name = String.valueOf(target.name());
        String type = target.type().name().toLowerCase(java.util.Locale.ROOT);
        return Prepared.needing(object).then(catalog -> {
            transfer.accept(catalog);
            return Done.of(new Artifact(
                    type,
                    name,
                    "ALTER",
                    "owner of %s \"%s\" is now role \"%s\"".formatted(type, name, role.name()),
                    target.name() == null ? List.of() : target.name().values()));
        });
    }
}
