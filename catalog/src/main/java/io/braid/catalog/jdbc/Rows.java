package io.braid.catalog.jdbc;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Audit;
import io.braid.catalog.Database;
import io.braid.catalog.Defaults;
import io.braid.catalog.Grant;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** From rows of the tables to records, and what single columns look like. */
final class Rows {
    private Rows() {}

    static Organization organization(ResultSet row, StatementContext context) throws SQLException {
        return new Organization(
                uuid(row, "id"), row.getString("name"), row.getString("description"), time(row, "created_at"));
    }

    static User user(ResultSet row, StatementContext context) throws SQLException {
        return new User(
                uuid(row, "id"),
                row.getString("email"),
                row.getString("given_name"),
                row.getString("family_name"),
                time(row, "created_at"));
    }

    static Defaults defaults(ResultSet row, StatementContext context) throws SQLException {
        return new Defaults(
                row.getString("role"),
                row.getString("database"),
                row.getString("namespace"),
                row.getString("store"),
                row.getString("compute_pool"));
    }

    static Role role(ResultSet row, StatementContext context) throws SQLException {
        return new Role(
                uuid(row, "organization"),
                row.getString("name"),
                Set.copyOf(JsonText.list(row.getString("inherits"))),
                row.getInt("built_in") != 0,
                audit(row));
    }

    static Grant grant(ResultSet row, StatementContext context) throws SQLException {
        return new Grant(
                uuid(row, "organization"),
                row.getString("role"),
                row.getString("privilege"),
                row.getString("target_kind"),
                row.getString("target"),
                row.getInt("with_grant_option") != 0,
                row.getString("grantor"),
                time(row, "granted_at"));
    }

    static Database database(ResultSet row, StatementContext context) throws SQLException {
        return new Database(uuid(row, "organization"), row.getString("name"), audit(row));
    }

    static Namespace namespace(ResultSet row, StatementContext context) throws SQLException {
        return new Namespace(uuid(row, "organization"), row.getString("database"), row.getString("name"), audit(row));
    }

    static Store store(ResultSet row, StatementContext context) throws SQLException {
        return new Store(
                uuid(row, "organization"),
                row.getString("name"),
                row.getString("type"),
                JsonText.map(row.getString("settings")),
                Set.copyOf(JsonText.list(row.getString("secret_names"))),
                Store.Status.valueOf(row.getString("status")),
                row.getString("status_message"),
                row.getInt("embedded") != 0,
                audit(row));
    }

    static Relation relation(ResultSet row, StatementContext context) throws SQLException {
        String store = row.getString("store");
        return new Relation(
                uuid(row, "id"),
                uuid(row, "organization"),
                row.getString("database"),
                row.getString("namespace"),
                row.getString("name"),
                Relation.Kind.valueOf(row.getString("kind")),
                store == null ? "" : store,
                JsonText.list(row.getString("entity")),
                TypeText.parseRow(row.getString("columns")),
                JsonText.list(row.getString("primary_key")),
                JsonText.map(row.getString("properties")),
                row.getString("description"),
                Relation.State.valueOf(row.getString("state")),
                audit(row));
    }

    static Query query(ResultSet row, StatementContext context) throws SQLException {
        return new Query(
                uuid(row, "id"),
                uuid(row, "organization"),
                row.getString("name"),
                row.getLong("version"),
                Query.Intended.valueOf(row.getString("intended")),
                Query.Actual.valueOf(row.getString("actual")),
                row.getString("text"),
                row.getBytes("plan"),
                row.getInt("attempt"),
                row.getString("restore_path"),
                row.getString("message"),
                row.getString("compute_pool"),
                uuids(row, "sources"),
                uuids(row, "sinks"),
                audit(row));
    }

    static ApiToken apiToken(ResultSet row, StatementContext context) throws SQLException {
        long lastUsed = row.getLong("last_used");
        boolean used = !row.wasNull();
        return new ApiToken(
                uuid(row, "id"),
                uuid(row, "organization"),
                uuid(row, "user_id"),
                row.getString("name"),
                row.getString("role"),
                time(row, "created_at"),
                time(row, "expires_at"),
                used ? time(lastUsed) : null,
                row.getString("digest"));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static String uuids(List<UUID> ids) {
        return JsonText.of(ids.stream().map(UUID::toString).toList());
    }

    /** Sorted, so that equal sets are equal texts. */
    static String set(Collection<String> values) {
        return JsonText.of(new TreeSet<>(values));
    }

    static Audit audit(ResultSet row) throws SQLException {
        return new Audit(
                row.getString("owner"), row.getString("created_by"), time(row, "created_at"), time(row, "updated_at"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return time(row.getLong(column));
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return UUID.fromString(row.getString(column));
    }

    private static List<UUID> uuids(ResultSet row, String column) throws SQLException {
        return JsonText.list(row.getString(column)).stream()
                .map(UUID::fromString)
                .toList();
    }
}
