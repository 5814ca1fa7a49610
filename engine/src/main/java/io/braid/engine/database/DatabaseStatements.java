package io.braid.engine.database;

import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.DatabaseStatement.CreateDatabase;
import io.braid.sql.tree.DatabaseStatement.CreateSchema;
import io.braid.sql.tree.DatabaseStatement.DropDatabase;
import io.braid.sql.tree.DatabaseStatement.DropSchema;
import io.braid.sql.tree.DatabaseStatement.SetDatabaseComment;
import io.braid.sql.tree.DatabaseStatement.SetSchemaComment;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and drops databases and schemas. */
public final class DatabaseStatements implements StatementHandlers.Family {
    /** The schema every database starts with. */
    public static final String PUBLIC = "public";
    /** Names with a meaning of their own: system tables, and relations inside of an application. */
    private static final Set<String> RESERVED = Set.of("deltastream", "virtual");

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateDatabase.class, this::createDatabase)
                .on(DropDatabase.class, this::dropDatabase)
                .on(CreateSchema.class, this::createSchema)
                .on(DropSchema.class, this::dropSchema)
                .notYet(SetDatabaseComment.class, "ALTER DATABASE … SET COMMENT")
                .notYet(SetSchemaComment.class, "ALTER SCHEMA … SET COMMENT");
    }

    private Prepared createDatabase(CreateDatabase statement, StatementContext context) {
        String name = statement.name().value();
        checkName(statement.name(), "database");
        List<String> path = List.of(name);
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_DATABASE))
                .then(catalog -> {
                    if (statement.ifExists() == IfExists.SKIP
                            && catalog.findDatabase(context.organization(), name)
                                    .isPresent()) {
                        return Done.of(Artifact.alreadyThere("database", name, path));
                    }
                    if (RESERVED.contains(name)) {
                        throw at(
                                statement.name().at(),
                                StatementException.of(
                                        ErrorCode.DUPLICATE_DATABASE,
                                        "database \"%s\" already exists: it is reserved",
                                        name));
                    }
                    catalog.createDatabase(new Database(context.organization(), name, context.audit()));
                    catalog.createNamespace(new Namespace(context.organization(), name, PUBLIC, context.audit()));
                    return Done.of(Artifact.created("database", name, path));
                });
    }

    private Prepared dropDatabase(DropDatabase statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog().findDatabase(context.organization(), name).isEmpty()) {
            return Prepared.answered(Artifact.notThere("database", name, List.of(name)));
        }
        Database database = context.requireDatabase(name, statement.name().at());
        return Prepared.needing(Access.on(database, Privilege.OWNERSHIP)).then(catalog -> {
            List<String> inside = catalog.relations(context.organization()).stream()
                    .filter(relation -> relation.database().equals(name))
                    .map(relation -> relation.namespace() + "." + relation.name())
                    .toList();
            if (!inside.isEmpty()) {
                throw at(statement.name().at(), dependent("database", name, inside));
            }
            catalog.dropDatabase(context.organization(), name);
            catalog.removeGrantsOn(context.organization(), "database", Names.always(name));
            Session session = context.session();
            boolean current = name.equals(session.database());
            return new Done(
                    List.of(Artifact.dropped("database", name, List.of(name))),
                    current ? session.inDatabase(null, null) : null);
        });
    }

    private Prepared createSchema(CreateSchema statement, StatementContext context) {
        String database = databaseOf(statement.database(), statement.at(), context);
        String name = statement.name().value();
        checkName(statement.name(), "schema");
        Identifier written = statement.database();
        Database parent = context.requireDatabase(database, written == null ? statement.at() : written.at());
        String full = database + "." + name;
        List<String> path = List.of(database, name);
        return Prepared.needing(Access.on(parent, Privilege.CREATE)).then(catalog -> {
            if (statement.ifExists() == IfExists.SKIP
                    && catalog.findNamespace(context.organization(), database, name)
                            .isPresent()) {
                return Done.of(Artifact.alreadyThere("schema", full, path));
            }
            catalog.createNamespace(new Namespace(context.organization(), database, name, context.audit()));
            return Done.of(Artifact.created("schema", full, path));
        });
    }

    private Prepared dropSchema(DropSchema statement, StatementContext context) {
        List<String> parts = statement.name().values();
        if (parts.size() > 2) {
            throw at(
                    statement.name().at(),
                    StatementException.of(ErrorCode.INVALID_SCHEMA, "schema \"%s\" does not exist", statement.name()));
        }
        String database = parts.size() == 2 ? parts.get(0) : databaseOf(null, statement.at(), context);
        String name = parts.get(parts.size() - 1);
        List<String> path = List.of(database, name);
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .findNamespace(context.organization(), database, name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere("schema", database + "." + name, path));
        }
        Namespace schema =
                context.requireSchema(database, name, statement.name().at());
        return Prepared.needing(Access.on(schema, Privilege.OWNERSHIP)).then(catalog -> {
            List<String> inside = catalog.relations(context.organization(), database, name).stream()
                    .map(relation -> relation.name())
                    .toList();
            if (!inside.isEmpty()) {
                throw at(statement.name().at(), dependent("schema", database + "." + name, inside));
            }
            catalog.dropNamespace(context.organization(), database, name);
            catalog.removeGrantsOn(context.organization(), "schema", Names.always(database) + "." + Names.always(name));
            return Done.of(Artifact.dropped("schema", database + "." + name, path));
        });
    }

    private static String databaseOf(@Nullable Identifier written, Position at, StatementContext context) {
        if (written != null) {
            return written.value();
        }
        return context.session()
                .findDatabase()
                .orElseThrow(() -> at(
                        at,
                        StatementException.of(ErrorCode.INVALID_DATABASE, "no database is in use")
                                .hint("USE DATABASE chooses one, or name it with IN DATABASE")));
    }

    /** The refusal to drop what still holds relations; clients look for the words "referenced relations". */
    private static StatementException dependent(String kind, String name, List<String> relations) {
        String some = String.join(", ", relations.subList(0, Math.min(5, relations.size())));
        return StatementException.of(
                        ErrorCode.DEPENDENT_OBJECTS,
                        "%s \"%s\" has referenced relations: %s%s",
                        kind,
                        name,
                        some,
                        relations.size() > 5 ? " and %d more".formatted(relations.size() - 5) : "")
                .hint("drop them first");
    }

    /** Names have a length that every database behind the catalog can keep. */
    public static void checkName(Identifier name, String kind) {
        if (name.value().isEmpty()) {
            throw at(
                    name.at(), StatementException.of(ErrorCode.SYNTAX_ERROR, "the name of a %s cannot be empty", kind));
        }
        if (name.value().length() > 255) {
            throw at(
                    name.at(),
                    StatementException.of(
                            ErrorCode.NAME_TOO_LONG, "the name of a %s can have 255 characters at most", kind));
        }
    }

    private static StatementException at(Position position, StatementException problem) {
        return StatementContext.at(position, problem);
    }
}
