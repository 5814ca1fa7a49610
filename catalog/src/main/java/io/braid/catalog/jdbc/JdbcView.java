package io.braid.catalog.jdbc;

import io.braid.catalog.ApiToken;
import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePoolsView;
import io.braid.catalog.Database;
import io.braid.catalog.Defaults;
import io.braid.catalog.Grant;
import io.braid.catalog.LibraryView;
import io.braid.catalog.MembersView;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Query;
import io.braid.catalog.QueryLogView;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.StatementAuditView;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads through one connection, inside one transaction. Lists are sorted by name, where nothing else is said. */
class JdbcView implements CatalogView {
    /** The very words of the partial index, or SQLite would not use it. */
    private static final String UNFINISHED = "(intended <> 'TERMINATED' OR actual <> 'TERMINATED')";

    private static final String RELATIONS = """
            SELECT r.*, n.database, n.name AS namespace
            FROM relations r JOIN namespaces n ON n.id = r.namespace_id
            WHERE\s""";
    private static final String BY_PATH = " ORDER BY n.database, n.name, r.name";
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, version DESC, id";

    final Handle handle;

    JdbcView(Handle handle) {
        this.handle = handle;
    }

    @Override
    public List<Organization> organizations() {
        return list(Rows::organization, "SELECT * FROM organizations ORDER BY name, id");
    }

    @Override
    public Optional<Organization> findOrganization(UUID id) {
        return find(Rows::organization, "SELECT * FROM organizations WHERE id = ?", id);
    }

    @Override
    public List<User> users(UUID organization) {
        return list(
                Rows::user,
                "SELECT * FROM users WHERE id IN (SELECT user_id FROM user_roles WHERE organization = ?) ORDER BY email",
                organization);
    }

    @Override
    public Optional<User> findUser(UUID id) {
        return find(Rows::user, "SELECT * FROM users WHERE id = ?", id);
    }

    @Override
    public Set<String> rolesOf(UUID organization, UUID user) {
        return new LinkedHashSet<>(list(
                (row, context) -> row.getString(1),
                "SELECT role FROM user_roles WHERE organization = ? AND user_id = ? ORDER BY role",
                organization,
                user));
    }

    @Override
    public Defaults defaults(UUID organization, UUID user) {
        return find(
                        Rows::defaults,
                        "SELECT * FROM user_defaults WHERE organization = ? AND user_id = ?",
                        organization,
                        user)
                .orElse(Defaults.NONE);
    }

    @Override
    public List<Role> roles(UUID organization) {
        return list(Rows::role, "SELECT * FROM roles WHERE organization = ? ORDER BY name", organization);
    }

    @Override
    public Optional<Role> findRole(UUID organization, String name) {
        return find(Rows::role, "SELECT * FROM roles WHERE organization = ? AND name = ?", organization, name);
    }

    @Override
    public List<Grant> grants(UUID organization) {
        return list(
                Rows::grant,
                "SELECT * FROM grants WHERE organization = ? ORDER BY role, target_kind, target, privilege",
                organization);
    }

    @Override
    public List<Grant> grantsOf(UUID organization, Set<String> roles) {
        if (roles.isEmpty()) {
            return List.of();
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(organization);
        arguments.addAll(roles);
        return list(
                Rows::grant,
                "SELECT * FROM grants WHERE organization = ? AND role IN ("
                        + String.join(", ", Collections.nCopies(roles.size(), "?"))
                        + ") ORDER BY role, target_kind, target, privilege",
                arguments.toArray());
    }

    @Override
    public List<Database> databases(UUID organization) {
        return list(Rows::database, "SELECT * FROM databases WHERE organization = ? ORDER BY name", organization);
    }

    @Override
    public Optional<Database> findDatabase(UUID organization, String name) {
        return find(Rows::database, "SELECT * FROM databases WHERE organization = ? AND name = ?", organization, name);
    }

    @Override
    public List<Namespace> namespaces(UUID organization) {
        return list(
                Rows::namespace,
                "SELECT * FROM namespaces WHERE organization = ? ORDER BY database, name",
                organization);
    }

    @Override
    public List<Namespace> namespaces(UUID organization, String database) {
        return list(
                Rows::namespace,
                "SELECT * FROM namespaces WHERE organization = ? AND database = ? ORDER BY name",
                organization,
                database);
    }

    @Override
    public Optional<Namespace> findNamespace(UUID organization, String database, String name) {
        return find(
                Rows::namespace,
                "SELECT * FROM namespaces WHERE organization = ? AND database = ? AND name = ?",
                organization,
                database,
                name);
    }

    @Override
    public List<Store> stores(UUID organization) {
        return list(Rows::store, "SELECT * FROM stores WHERE organization = ? ORDER BY name", organization);
    }

    @Override
    public Optional<Store> findStore(UUID organization, String name) {
        return find(Rows::store, "SELECT * FROM stores WHERE organization = ? AND name = ?", organization, name);
    }

    @Override
    public List<Relation> relations(UUID organization) {
        return list(Rows::relation, RELATIONS + "n.organization = ?" + BY_PATH, organization);
    }

    @Override
    public List<Relation> relations(UUID organization, String database, String namespace) {
        return list(
                Rows::relation,
                RELATIONS + "n.organization = ? AND n.database = ? AND n.name = ?" + BY_PATH,
                organization,
                database,
                namespace);
    }

    @Override
    public Optional<Relation> findRelation(UUID organization, String database, String namespace, String name) {
        return find(
                Rows::relation,
                RELATIONS + "n.organization = ? AND n.database = ? AND n.name = ? AND r.name = ?",
                organization,
                database,
                namespace,
                name);
    }

    @Override
    public Optional<Relation> findRelation(UUID id) {
        return find(Rows::relation, RELATIONS + "r.id = ?", id);
    }

    @Override
    public List<Relation> relationsOn(UUID organization, String store, List<String> entity) {
        return list(
                Rows::relation,
                RELATIONS + "r.organization = ? AND r.store = ? AND r.entity = ?" + BY_PATH,
                organization,
                store,
                JsonText.of(entity));
    }

    @Override
    public List<Query> queries(UUID organization) {
        return list(Rows::query, "SELECT * FROM queries WHERE organization = ?" + NEWEST_FIRST, organization);
    }

    @Override
    public List<Query> unfinishedQueries() {
        return list(Rows::query, "SELECT * FROM queries WHERE " + UNFINISHED + NEWEST_FIRST);
    }

    @Override
    public Optional<Query> findQuery(UUID organization, UUID id) {
        return find(Rows::query, "SELECT * FROM queries WHERE organization = ? AND id = ?", organization, id);
    }

    @Override
    public Optional<Query> findQuery(UUID organization, String name, long version) {
        String sql = "SELECT * FROM queries WHERE organization = ? AND name = ?";
        return version > 0
                ? find(Rows::query, sql + " AND version = ?", organization, name, version)
                : find(Rows::query, sql + " ORDER BY version DESC LIMIT 1", organization, name);
    }

    @Override
    public List<Query> liveQueriesOn(UUID relation) {
        return list(
                Rows::query,
                "SELECT q.* FROM query_relations r JOIN queries q ON q.id = r.query WHERE r.relation = ? AND "
                        + UNFINISHED
                        + NEWEST_FIRST,
                relation);
    }

    @Override
    public Optional<ApiToken> findApiToken(UUID id) {
        return find(Rows::apiToken, "SELECT * FROM api_tokens WHERE id = ?", id);
    }

    @Override
    public List<ApiToken> apiTokens(UUID organization, UUID user) {
        return list(
                Rows::apiToken,
                "SELECT * FROM api_tokens WHERE organization = ? AND user_id = ? ORDER BY name",
                organization,
                user);
    }

    @Override
    public QueryLogView queryLog() {
        return new JdbcQueryLog(handle);
    }

    @Override
    public LibraryView library() {
        return new JdbcLibrary(handle);
    }

    @Override
    public MembersView members() {
        return new JdbcMembers(handle);
    }

    @Override
    public ComputePoolsView computePools() {
        return new JdbcComputePools(handle);
    }

    @Override
    public StatementAuditView statements() {
        return new JdbcStatementAudit(handle);
    }

    private <T> List<T> list(RowMapper<T> mapper, String sql, Object... arguments) {
        return List.copyOf(handle.select(sql, texts(arguments)).map(mapper).list());
    }

    private <T> Optional<T> find(RowMapper<T> mapper, String sql, Object... arguments) {
        return handle.select(sql, texts(arguments)).map(mapper).findFirst();
    }

    /** Ids are texts in both databases. */
    private static Object[] texts(Object[] arguments) {
        Object[] texts = arguments.clone();
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] instanceof UUID id) {
                texts[i] = id.toString();
            }
        }
        return texts;
    }
}
