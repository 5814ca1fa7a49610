package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A consistent reading of the catalog. Valid inside the call that gave it; used by one thread. */
public interface CatalogView {
    List<Organization> organizations();

    Optional<Organization> findOrganization(UUID id);

    List<User> users(UUID organization);

    Optional<User> findUser(UUID id);

    /** Names of the roles granted to the user directly. */
    Set<String> rolesOf(UUID organization, UUID user);

    Defaults defaults(UUID organization, UUID user);

    List<Role> roles(UUID organization);

    Optional<Role> findRole(UUID organization, String name);

    List<Grant> grants(UUID organization);

    List<Grant> grantsOf(UUID organization, Set<String> roles);

    List<Database> databases(UUID organization);

    Optional<Database> findDatabase(UUID organization, String name);

    /** All schemas of the organization, by database and name. */
    List<Namespace> namespaces(UUID organization);

    List<Namespace> namespaces(UUID organization, String database);

    Optional<Namespace> findNamespace(UUID organization, String database, String name);

    List<Store> stores(UUID organization);

    Optional<Store> findStore(UUID organization, String name);

    List<Relation> relations(UUID organization);

    List<Relation> relations(UUID organization, String database, String namespace);

    Optional<Relation> findRelation(UUID organization, String database, String namespace, String name);

    Optional<Relation> findRelation(UUID id);

    /** Relations over an entity of a store. */
    List<Relation> relationsOn(UUID organization, String store, List<String> entity);

    /** All queries of the organization that are still remembered, newest first. */
    List<Query> queries(UUID organization);

    /** Of every organization: those whose wanted or actual state is not terminated. */
    List<Query> unfinishedQueries();

    Optional<Query> findQuery(UUID organization, UUID id);

    /** The query as it is now; as it was seen before, if it is no longer remembered. */
    default Query newest(Query seen) {
        return findQuery(seen.organization(), seen.id()).orElse(seen);
    }

    /** The newest version of that name, or the one given when {@code version} is positive. */
    Optional<Query> findQuery(UUID organization, String name, long version);

    /** Queries that are not terminated and read or write the relation. */
    List<Query> liveQueriesOn(UUID relation);

    Optional<ApiToken> findApiToken(UUID id);

    List<ApiToken> apiTokens(UUID organization, UUID user);

    /** What is remembered of queries. */
    QueryLogView queryLog();

    /** What users brought along. */
    LibraryView library();

    ComputePoolsView computePools();

    MembersView members();

    /** What was asked of the server. */
    StatementAuditView statements();
}
