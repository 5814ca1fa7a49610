package io.braid.engine.session;

import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QualifiedName;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and from where: the context of one statement, checked.
 *
 * @param roles the role in use and all it inherits
 * @param attachments files that came with the request, by name
 * @param cancellation of the request
 */
public record Session(
        UUID organization,
        Caller caller,
        String role,
        Set<String> roles,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String store,
        String computePool,
        ZoneId zone,
        Map<String, byte[]> attachments,
        Cancellation cancellation) {
    /** Stands for the organization of somebody who belongs to none: there is nothing in it. */
    public static final UUID NOWHERE = new UUID(0, 0);

    public Session {
        roles = Set.copyOf(roles);
        attachments = Map.copyOf(attachments);
    }

    public SessionContext context() {
        return organization.equals(NOWHERE)
                ? SessionContext.NONE
                : new SessionContext(organization, role, database, schema, store, computePool);
    }

    public Session inDatabase(@Nullable String database, @Nullable String schema) {
        return new Session(
                organization,
                caller,
                role,
                roles,
                database,
                schema,
                store,
                computePool,
                zone,
                attachments,
                cancellation);
    }

    public Session inStore(@Nullable String store) {
        return new Session(
                organization,
                caller,
                role,
                roles,
                database,
                schema,
                store,
                computePool,
                zone,
                attachments,
                cancellation);
    }

    public Session inRole(String role, Set<String> roles) {
        return new Session(
                organization,
                caller,
                role,
                roles,
                database,
                schema,
                store,
                computePool,
                zone,
                attachments,
                cancellation);
    }

    public Session inPool(String pool) {
        return new Session(
                organization, caller, role, roles, database, schema, store, pool, zone, attachments, cancellation);
    }

    public Session within(Cancellation cancellation) {
        return new Session(
                organization,
                caller,
                role,
                roles,
                database,
                schema,
                store,
                computePool,
                zone,
                attachments,
                cancellation);
    }

    /** Database, schema and name of a relation, missing parts filled in. */
    public RelationPath relationPath(QualifiedName name) {
        List<String> parts = name.values();
        return switch (parts.size()) {
            case 1 -> new RelationPath(requireDatabase(name), requireSchema(name), parts.get(0));
            case 2 -> new RelationPath(requireDatabase(name), parts.get(0), parts.get(1));
            case 3 -> new RelationPath(parts.get(0), parts.get(1), parts.get(2));
            default ->
                throw StatementException.of(
                                ErrorCode.INVALID_RELATION, "relation name \"%s\" has more than three parts", name)
                        .at(name.at().line(), name.at().column());
        };
    }

    /** The database in use. */
    public Optional<String> findDatabase() {
        return Optional.ofNullable(database);
    }

    private String requireDatabase(QualifiedName name) {
        return findDatabase().orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_DATABASE, "no database is in use, so \"%s\" cannot be found", name)
                .at(name.at().line(), name.at().column())
                .hint("USE DATABASE chooses one, or write database.schema.name"));
    }

    private String requireSchema(QualifiedName name) {
        return Optional.ofNullable(schema).orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_SCHEMA, "no schema is in use, so \"%s\" cannot be found", name)
                .at(name.at().line(), name.at().column())
                .hint("USE SCHEMA chooses one, or write schema.name"));
    }

    /** Where a relation is. */
    public record RelationPath(String database, String schema, String name) {
        public List<String> parts() {
            return List.of(database, schema, name);
        }

        /** For messages: {@code db.public.users}. */
        @Override
        public String toString() {
            return database + "." + schema + "." + name;
        }
    }
}
