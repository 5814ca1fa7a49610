package io.braid.engine.security;

import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.spi.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something a statement needs: a privilege on an object.
 *
 * @param kind {@code organization}, {@code database}, {@code relation} …
 * @param target name of the object as grants spell it; empty for the organization
 * @param owner the role that owns it, null for the organization
 */
public record Access(
        Privilege privilege,
        String kind,
        String target,
        @Nullable String owner) {
    public static Access onOrganization(Privilege privilege) {
        return new Access(privilege, "organization", "", null);
    }

    public static Access on(Database database, Privilege privilege) {
        return new Access(
                privilege,
                "database",
                Names.always(database.name()),
                database.audit().owner());
    }

    public static Access on(Namespace schema, Privilege privilege) {
        return new Access(
                privilege,
                "schema",
                Names.always(schema.database()) + "." + Names.always(schema.name()),
                schema.audit().owner());
    }

    public static Access on(Store store, Privilege privilege) {
        return new Access(
                privilege, "store", Names.always(store.name()), store.audit().owner());
    }

    public static Access on(SchemaRegistry registry, Privilege privilege) {
        return new Access(
                privilege,
                "schema_registry",
                Names.always(registry.name()),
                registry.audit().owner());
    }

    public static Access on(Relation relation, Privilege privilege) {
        return new Access(
                privilege, "relation", target(relation), relation.audit().owner());
    }

    public static Access on(Query query, Privilege privilege) {
        return new Access(
                privilege, "query", query.id().toString(), query.audit().owner());
    }

    public static String target(Relation relation) {
        return Names.always(relation.database()) + "." + Names.always(relation.namespace()) + "."
                + Names.always(relation.name());
    }

    Optional<String> findOwner() {
        return Optional.ofNullable(owner);
    }

    /** {@code SELECT on relation "db"."public"."users"}. */
    @Override
    public String toString() {
        String object = target.isEmpty() ? "the organization" : kind + " " + target;
        return privilege.name() + " on " + object;
    }
}
