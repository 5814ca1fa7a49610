package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/**
 * Changes to the catalog, all or none. {@code create…} throws {@link io.braid.spi.StatementException} with the
 * duplicate code of its kind when the name is taken, also in a race; {@code update…} and {@code drop…} throw
 * {@link IllegalStateException} when nothing was there, because callers have looked it up.
 */
public interface CatalogTransaction extends CatalogView {
    void createOrganization(Organization organization);

    void createUser(User user);

    void grantRole(UUID organization, UUID user, String role);

    void revokeRole(UUID organization, UUID user, String role);

    void setDefaults(UUID organization, UUID user, Defaults defaults);

    void createRole(Role role);

    void updateRole(Role role);

    void dropRole(UUID organization, String name);

    /** Adds or replaces (same role, privilege and target). */
    void putGrant(Grant grant);

    boolean removeGrant(UUID organization, String role, String privilege, String targetKind, String target);

    void createDatabase(Database database);

    void updateDatabase(Database database);

    /** With all its (empty) schemas. */
    void dropDatabase(UUID organization, String name);

    void createNamespace(Namespace namespace);

    void updateNamespace(Namespace namespace);

    void dropNamespace(UUID organization, String database, String name);

    void createStore(Store store);

    void updateStore(Store store);

    void dropStore(UUID organization, String name);

    void createRelation(Relation relation);

    void updateRelation(Relation relation);

    void dropRelation(UUID id);

    void createQuery(Query query);

    /** All but text, plan, sources and sinks may change. A new state is written into the query's log. */
    void updateQuery(Query query);

    /** Forgets terminated queries last touched before this time; returns their ids. */
    List<UUID> forgetQueries(java.time.Instant before);

    void createApiToken(ApiToken token);

    void updateApiToken(ApiToken token);

    void dropApiToken(UUID id);

    /** Also removes grants whose target no longer exists; called by drops of the engine. */
    void removeGrantsOn(UUID organization, String targetKind, String target);

    @Override
    QueryLog queryLog();

    @Override
    LibraryChanges library();

    @Override
    ComputePools computePools();

    @Override
    Members members();

    @Override
    StatementAudit statements();
}
