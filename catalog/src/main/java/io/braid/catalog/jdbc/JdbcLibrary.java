package io.braid.catalog.jdbc;

import io.braid.catalog.DescriptorSource;
import io.braid.catalog.EntityDescriptor;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.LibraryView;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the tables of what users bring along: functions, secrets, schema registries, descriptors. */
class JdbcLibrary implements LibraryView {
    /** All but the content. */
    private static final String SOURCES = "SELECT organization, name, language, description, file_name, sha256, size,"
            + " owner, created_by, created_at, updated_at FROM function_sources WHERE organization = ?";

    private static final String DESCRIPTORS =
            "SELECT organization, name, description, file_name, sha256, size, messages,"
                    + " owner, created_by, created_at, updated_at FROM descriptor_sources WHERE organization = ?";

    private static final String FUNCTIONS = "SELECT * FROM functions WHERE ";

    private final Handle handle;

    JdbcLibrary(Handle handle) {
        this.handle = handle;
    }

    @Override
    public List<FunctionSource> functionSources(UUID organization) {
        return list(JdbcLibrary::source, SOURCES + " ORDER BY name", organization.toString());
    }

    @Override
    public Optional<FunctionSource> findFunctionSource(UUID organization, String name) {
        return list(JdbcLibrary::source, SOURCES + " AND name = ?", organization.toString(), name).stream()
                .findFirst();
    }

    @Override
    public byte[] functionSourceContent(UUID organization, String name) {
        return content("function source", "function_sources", organization, name);
    }

    @Override
    public List<UserFunction> functions(UUID organization) {
        return list(
                JdbcLibrary::function, FUNCTIONS + "organization = ? ORDER BY name, arity", organization.toString());
    }

    @Override
    public List<UserFunction> functions(UUID organization, String name) {
        return list(
                JdbcLibrary::function,
                FUNCTIONS + "organization = ? AND name = ? ORDER BY arity",
                organization.toString(),
                name);
    }

    @Override
    public Optional<UserFunction> findFunction(UUID id) {
        return list(JdbcLibrary::function, FUNCTIONS + "id = ?", id.toString()).stream()
                .findFirst();
    }

    @Override
    public List<StoredSecret> secrets(UUID organization) {
        return list(
                JdbcLibrary::secret,
                "SELECT * FROM secrets WHERE organization = ? ORDER BY name",
                organization.toString());
    }

    @Override
    public Optional<StoredSecret> findSecret(UUID organization, String name) {
        return list(
                        JdbcLibrary::secret,
                        "SELECT * FROM secrets WHERE organization = ? AND name = ?",
                        organization.toString(),
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public List<SchemaRegistry> schemaRegistries(UUID organization) {
        return list(
                JdbcLibrary::registry,
                "SELECT * FROM schema_registries WHERE organization = ? ORDER BY name",
                organization.toString());
    }

    @Override
    public Optional<SchemaRegistry> findSchemaRegistry(UUID organization, String name) {
        return list(
                        JdbcLibrary::registry,
                        "SELECT * FROM schema_registries WHERE organization = ? AND name = ?",
                        organization.toString(),
                        name)
                .stream()
                .findFirst();
    }

    @Override
    public List<DescriptorSource> descriptorSources(UUID organization) {
        return list(JdbcLibrary::descriptors, DESCRIPTORS + " ORDER BY name", organization.toString());
    }

    @Override
    public Optional<DescriptorSource> findDescriptorSource(UUID organization, String name) {
        return list(JdbcLibrary::descriptors, DESCRIPTORS + " AND name = ?", organization.toString(), name).stream()
                .findFirst();
    }

    @Override
    public byte[] descriptorSourceContent(UUID organization, String name) {
        return content("descriptor source", "descriptor_sources", organization, name);
    }

    @Override
    public List<EntityDescriptor> entityDescriptors(UUID organization, String store, List<String> entity) {
        return list(
                JdbcLibrary::entityDescriptor,
                "SELECT * FROM entity_descriptors WHERE organization = ? AND store = ? AND entity = ? ORDER BY part",
                organization.toString(),
                store,
                JsonText.of(entity));
    }

    @Override
    public List<EntityDescriptor> entitiesDescribedBy(UUID organization, String source) {
        return list(
                JdbcLibrary::entityDescriptor,
                "SELECT * FROM entity_descriptors WHERE organization = ? AND source = ? ORDER BY store, entity, part",
                organization.toString(),
                source);
    }

    private byte[] content(String kind, String table, UUID organization, String name) {
        return handle.select(
                        "SELECT content FROM " + table + " WHERE organization = ? AND name = ?",
                        organization.toString(),
                        name)
                .map((row, context) -> row.getBytes(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(kind + " \"" + name + "\" does not exist"));
    }

    private <T> List<T> list(RowMapper<T> mapper, String sql, Object... arguments) {
        return List.copyOf(handle.select(sql, arguments).map(mapper).list());
    }

    private static FunctionSource source(ResultSet row, StatementContext context) throws SQLException {
        return new FunctionSource(
                Rows.uuid(row, "organization"),
                row.getString("name"),
                row.getString("language"),
                row.getString("description"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size"),
                Rows.audit(row));
    }

    private static DescriptorSource descriptors(ResultSet row, StatementContext context) throws SQLException {
        return new DescriptorSource(
                Rows.uuid(row, "organization"),
                row.getString("name"),
                row.getString("description"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size"),
                JsonText.list(row.getString("messages")),
                Rows.audit(row));
    }

    private static EntityDescriptor entityDescriptor(ResultSet row, StatementContext context) throws SQLException {
        return new EntityDescriptor(
                Rows.uuid(row, "organization"),
                row.getString("store"),
                JsonText.list(row.getString("entity")),
                row.getString("part"),
                row.getString("source"),
                row.getString("message"));
    }

    private static UserFunction function(ResultSet row, StatementContext context) throws SQLException {
        return new UserFunction(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organization"),
                row.getString("name"),
                JsonText.list(row.getString("arguments")),
                JsonText.list(row.getString("argument_types")),
                row.getString("returns"),
                UserFunction.Kind.valueOf(row.getString("kind")),
                row.getString("source"),
                row.getString("class_name"),
                JsonText.map(row.getString("properties")),
                Rows.audit(row));
    }

    private static StoredSecret secret(ResultSet row, StatementContext context) throws SQLException {
        return new StoredSecret(
                Rows.uuid(row, "organization"),
                row.getString("name"),
                row.getString("type"),
                row.getString("description"),
                JsonText.map(row.getString("sealed")),
                Rows.audit(row));
    }

    private static SchemaRegistry registry(ResultSet row, StatementContext context) throws SQLException {
        return new SchemaRegistry(
                Rows.uuid(row, "organization"),
                row.getString("name"),
                row.getString("type"),
                JsonText.map(row.getString("settings")),
                Set.copyOf(JsonText.list(row.getString("secret_names"))),
                Store.Status.valueOf(row.getString("status")),
                row.getString("status_message"),
                Rows.audit(row));
    }
}
