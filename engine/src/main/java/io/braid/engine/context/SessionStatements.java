package io.braid.engine.context;

import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Defaults;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.SessionStatement.SetDefault;
import io.braid.sql.tree.SessionStatement.TestDatatypes;
import io.braid.sql.tree.SessionStatement.Use;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes the context. Nothing is kept on the server: the answer carries it, and the client sends it back. */
public final class SessionStatements implements StatementHandlers.Family {
    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(Use.class, this::use)
                .on(SetDefault.class, this::setDefault)
                .notYet(TestDatatypes.class, "TEST DATATYPES");
    }

    private Prepared use(Use statement, StatementContext context) {
        Session next = target(statement.type(), statement.name(), context);
        String type = statement.type().name().toLowerCase(Locale.ROOT);
        String name = statement.name().toString();
        Artifact artifact = new Artifact(
                type,
                name,
                "USE",
                "using %s \"%s\"".formatted(type, name),
                statement.name().values());
        return Prepared.needing(needs(statement.type(), statement.name(), context))
                .read(catalog -> new Done(List.of(artifact), next));
    }

    /** The session after USE. */
    public static Session target(ObjectType type, QualifiedName name, StatementContext context) {
        Session session = context.session();
        String last = name.last().value();
        return switch (type) {
            case DATABASE ->
                session.inDatabase(context.requireDatabase(last, name.at()).name(), "public");
            case SCHEMA -> {
                String database = name.size() > 1 ? name.first().value() : requireDatabase(session, name);
                context.requireSchema(database, last, name.at());
                yield session.inDatabase(database, last);
            }
            case STORE -> session.inStore(context.requireStore(last, name.at()).name());
            case ROLE -> {
                CatalogView catalog = context.catalog();
                Set<String> usable = Sessions.usable(session.organization(), session.caller(), catalog);
                String role = at(name, () -> Sessions.require(last, usable, session.organization(), catalog));
                yield session.inRole(role, Sessions.closure(session.organization(), Set.of(role), catalog));
            }
            case COMPUTE_POOL ->
                session.inPool(PoolObjects.require(name.last(), context).name());
            case ORGANIZATION -> at(name, () -> Sessions.in(last, session, context.catalog()));
            default -> throw missing(ErrorCode.SYNTAX_ERROR, type.label(), name);
        };
    }

    private static String requireDatabase(Session session, QualifiedName name) {
        return session.findDatabase()
                .orElseThrow(() -> StatementContext.at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_DATABASE, "no database is in use")
                                .hint("write USE SCHEMA database.schema")));
    }

    /** What USE needs. */
    public static List<Access> needs(ObjectType type, QualifiedName name, StatementContext context) {
        String last = name.last().value();
        return switch (type) {
            case DATABASE -> List.of(Access.on(context.requireDatabase(last, name.at()), Privilege.USAGE));
            case STORE -> List.of(Access.on(context.requireStore(last, name.at()), Privilege.USAGE));
            case COMPUTE_POOL -> PoolObjects.toUse(PoolObjects.require(name.last(), context));
            default -> List.of();
        };
    }

    private Prepared setDefault(SetDefault statement, StatementContext context) {
        Session target = target(statement.type(), statement.name(), context);
        String type = statement.type().name().toLowerCase(Locale.ROOT);
        String name = statement.name().toString();
        return Prepared.needing(needs(statement.type(), statement.name(), context))
                .then(catalog -> {
                    Session session = context.session();
                    if (statement.type() == ObjectType.ORGANIZATION) {
                        catalog.members()
                                .setDefaultOrganization(session.caller().user(), target.organization());
                    } else {
                        catalog.setDefaults(
                                session.organization(),
                                session.caller().user(),
                                changed(catalog, session, target, statement.type()));
                    }
                    return Done.of(new Artifact(
                            "default",
                            type,
                            "UPDATE",
                            "Default %s was successfully updated to %s".formatted(type, name),
                            statement.name().values()));
                });
    }

    private static Defaults changed(CatalogTransaction catalog, Session session, Session target, ObjectType type) {
        Defaults now = catalog.defaults(session.organization(), session.caller().user());
        return switch (type) {
            case ROLE -> new Defaults(target.role(), now.database(), now.namespace(), now.store(), now.computePool());
            case DATABASE, SCHEMA ->
                new Defaults(now.role(), target.database(), target.schema(), now.store(), now.computePool());
            case COMPUTE_POOL ->
                new Defaults(now.role(), now.database(), now.namespace(), now.store(), target.computePool());
            default -> new Defaults(now.role(), now.database(), now.namespace(), target.store(), now.computePool());
        };
    }

    private static <T> T at(QualifiedName name, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (StatementException e) {
            throw StatementContext.at(name.at(), e);
        }
    }

    private static StatementException missing(ErrorCode code, String kind, @Nullable QualifiedName name) {
        StatementException problem =
                StatementException.of(code, "%s \"%s\" does not exist", kind, String.valueOf(name));
        return name == null ? problem : StatementContext.at(name.at(), problem);
    }
}
