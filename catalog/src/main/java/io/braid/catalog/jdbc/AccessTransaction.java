package io.braid.catalog.jdbc;

import io.braid.catalog.ApiToken;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.ComputePools;
import io.braid.catalog.Defaults;
import io.braid.catalog.Grant;
import io.braid.catalog.LibraryChanges;
import io.braid.catalog.Members;
import io.braid.catalog.Organization;
import io.braid.catalog.Role;
import io.braid.catalog.StatementAudit;
import io.braid.catalog.User;
import io.braid.catalog.jdbc.Changes.Refusal;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The part about who may do what: organizations, users, roles, grants and tokens. */
abstract class AccessTransaction extends JdbcView implements CatalogTransaction {
    static final String AUDIT = ", owner, created_by, created_at, updated_at";
    static final String SET_AUDIT = "owner = ?, created_by = ?, created_at = ?, updated_at = ?";

    final Changes changes;

    AccessTransaction(Handle handle, Dialect dialect) {
        super(handle);
        changes = new Changes(handle, dialect);
    }

    @Override
    public JdbcQueryLogChanges queryLog() {
        return new JdbcQueryLogChanges(handle, changes);
    }

    @Override
    public LibraryChanges library() {
        return new JdbcLibraryChanges(handle, changes);
    }

    @Override
    public Members members() {
        return new JdbcMemberChanges(handle, changes);
    }

    @Override
    public ComputePools computePools() {
        return new JdbcComputePoolChanges(handle, changes);
    }

    @Override
    public StatementAudit statements() {
        return new JdbcStatementAuditChanges(handle, changes);
    }

    @Override
    public void createOrganization(Organization it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_OBJECT, "organization", it.name()),
                noOrganization(it.id()),
                "organizations",
                "id, name, description, created_at",
                it.id(),
                it.name(),
                it.description(),
                it.createdAt());
    }

    @Override
    public void createUser(User it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_USER, "user", it.email()),
                noUser(it.id()),
                "users",
                "id, email, given_name, family_name, created_at",
                it.id(),
                it.email(),
                it.givenName(),
                it.familyName(),
                it.createdAt());
    }

    @Override
    public void grantRole(UUID organization, UUID user, String role) {
        if (findRole(organization, role).isEmpty()) {
            throw noRole(role).exception();
        }
        changes.run(
                noUser(user),
                "INSERT INTO user_roles (organization, user_id, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                organization,
                user,
                role);
    }

    @Override
    public void revokeRole(UUID organization, UUID user, String role) {
        changes.run(
                "DELETE FROM user_roles WHERE organization = ? AND user_id = ? AND role = ?", organization, user, role);
    }

    @Override
    public void setDefaults(UUID organization, UUID user, Defaults it) {
        changes.run(
                noUser(user),
                """
                INSERT INTO user_defaults (organization, user_id, role, database, namespace, store, compute_pool)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (organization, user_id) DO UPDATE SET role = excluded.role,
                    database = excluded.database, namespace = excluded.namespace, store = excluded.store,
                    compute_pool = excluded.compute_pool""",
                organization,
                user,
                it.role(),
                it.database(),
                it.namespace(),
                it.store(),
                it.computePool());
    }

    @Override
    public void createRole(Role it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_ROLE, "role", it.name()),
                noOrganization(it.organization()),
                "roles",
                "organization, name, inherits, built_in" + AUDIT,
                it.organization(),
                it.name(),
                Rows.set(it.inherits()),
                it.builtIn(),
                it.audit());
    }

    @Override
    public void updateRole(Role it) {
        changes.require(
                "role",
                it.name(),
                "UPDATE roles SET inherits = ?, built_in = ?, " + SET_AUDIT + " WHERE organization = ? AND name = ?",
                Rows.set(it.inherits()),
                it.builtIn(),
                it.audit(),
                it.organization(),
                it.name());
    }

    /** Also takes it from the users and roles that had it: a later role of the same name must not be theirs. */
    @Override
    public void dropRole(UUID organization, String name) {
        changes.require("role", name, "DELETE FROM roles WHERE organization = ? AND name = ?", organization, name);
        for (Role heir : roles(organization)) {
            if (heir.inherits().contains(name)) {
                Set<String> inherits = new LinkedHashSet<>(heir.inherits());
                inherits.remove(name);
                updateRole(new Role(organization, heir.name(), inherits, heir.builtIn(), heir.audit()));
            }
        }
    }

    @Override
    public void putGrant(Grant it) {
        changes.run(
                noRole(it.role()),
                """
                INSERT INTO grants (digest, organization, role, privilege, target_kind, target,
                    with_grant_option, grantor, granted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET with_grant_option = excluded.with_grant_option,
                    grantor = excluded.grantor, granted_at = excluded.granted_at""",
                digest(it.organization(), it.role(), it.privilege(), it.targetKind(), it.target()),
                it.organization(),
                it.role(),
                it.privilege(),
                it.targetKind(),
                it.target(),
                it.withGrantOption(),
                it.grantor(),
                it.grantedAt());
    }

    @Override
    public boolean removeGrant(UUID organization, String role, String privilege, String targetKind, String target) {
        String digest = digest(organization, role, privilege, targetKind, target);
        return changes.run("DELETE FROM grants WHERE digest = ?", digest) > 0;
    }

    @Override
    public void createApiToken(ApiToken it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_API_TOKEN, "api token", it.name()),
                noUser(it.user()),
                "api_tokens",
                "id, organization, user_id, name, role, created_at, expires_at, last_used, digest",
                it.id(),
                it.organization(),
                it.user(),
                it.name(),
                it.role(),
                it.createdAt(),
                it.expiresAt(),
                it.lastUsed(),
                it.digest());
    }

    @Override
    public void updateApiToken(ApiToken it) {
        changes.require(
                "api token",
                it.name(),
                "UPDATE api_tokens SET role = ?, created_at = ?, expires_at = ?, last_used = ?, digest = ? WHERE id = ?",
                it.role(),
                it.createdAt(),
                it.expiresAt(),
                it.lastUsed(),
                it.digest(),
                it.id());
    }

    @Override
    public void dropApiToken(UUID id) {
        changes.require("api token", id, "DELETE FROM api_tokens WHERE id = ?", id);
    }

    /** And on what was inside it: schemas and relations of a database, relations of a schema, entities of a store. */
    @Override
    public void removeGrantsOn(UUID organization, String targetKind, String target) {
        String inside =
                switch (targetKind) {
                    case "database" -> "target_kind IN ('schema', 'relation')";
                    case "schema" -> "target_kind = 'relation'";
                    case "store" -> "target_kind = 'entity'";
                    default -> "1 = 0";
                };
        String prefix = target + ".";
        changes.run(
                "DELETE FROM grants WHERE organization = ? AND ((target_kind = ? AND target = ?) OR (" + inside
                        + " AND substr(target, 1, ?) = ?))",
                organization,
                targetKind,
                target,
                prefix.codePointCount(0, prefix.length()),
                prefix);
    }

    static Refusal noOrganization(UUID id) {
        return Refusal.missing(ErrorCode.INVALID_ORGANIZATION, "organization", id);
    }

    private static Refusal noUser(UUID id) {
        return Refusal.missing(ErrorCode.INVALID_USER, "user", id);
    }

    private static Refusal noRole(String name) {
        return Refusal.missing(ErrorCode.INVALID_ROLE, "role", name);
    }

    private static String digest(UUID organization, String... parts) {
        String text = Stream.concat(Stream.of(organization.toString()), Stream.of(parts))
                .map(Names::always)
                .collect(Collectors.joining(" "));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
