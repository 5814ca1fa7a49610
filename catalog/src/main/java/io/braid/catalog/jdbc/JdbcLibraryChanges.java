package io.braid.catalog.jdbc;

import io.braid.catalog.DescriptorSource;
import io.braid.catalog.EntityDescriptor;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.LibraryChanges;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.catalog.jdbc.Changes.Refusal;
import io.braid.spi.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Changes the tables of what users bring along: functions, secrets, schema registries, descriptors. */
final class JdbcLibraryChanges extends JdbcLibrary implements LibraryChanges {
    private static final String AUDIT = AccessTransaction.AUDIT;
    private static final String SET_AUDIT = AccessTransaction.SET_AUDIT;
    private static final String ENTITY =
            "DELETE FROM entity_descriptors WHERE organization = ? AND store = ? AND entity = ?";
    private static final String BY_NAME = " WHERE organization = ? AND name = ?";

    private final Changes changes;

    JdbcLibraryChanges(Handle handle, Changes changes) {
        super(handle);
        this.changes = changes;
    }

    private static Refusal noOrganization(UUID id) {
        return Refusal.missing(ErrorCode.INVALID_ORGANIZATION, "organization", id);
    }

    @Override
    public void createFunctionSource(FunctionSource it, byte[] content) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_FUNCTION_SOURCE, "function source", it.name()),
                noOrganization(it.organization()),
                "function_sources",
                "organization, name, language, description, file_name, sha256, size, content" + AUDIT,
                it.organization(),
                it.name(),
                it.language(),
                it.description(),
                it.fileName(),
                it.sha256(),
                it.size(),
                content,
                it.audit());
    }

    @Override
    public void updateFunctionSource(FunctionSource it) {
        changes.require(
                "function source",
                it.name(),
                "UPDATE function_sources SET " + SET_AUDIT + BY_NAME,
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropFunctionSource(UUID organization, String name) {
        changes.require("function source", name, "DELETE FROM function_sources" + BY_NAME, organization, name);
    }

    @Override
    public void createFunction(UserFunction it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_FUNCTION, "function", it.signature()),
                Refusal.missing(ErrorCode.INVALID_FUNCTION_SOURCE, "function source", it.source()),
                "functions",
                "id, organization, name, arity, arguments, argument_types, returns, kind, source, class_name,"
                        + " properties" + AUDIT,
                it.id(),
                it.organization(),
                it.name(),
                it.arity(),
                JsonText.of(it.arguments()),
                JsonText.of(it.argumentTypes()),
                it.returns(),
                it.kind(),
                it.source(),
                it.className(),
                JsonText.of(it.properties()),
                it.audit());
    }

    @Override
    public void updateFunction(UserFunction it) {
        changes.require(
                "function", it.signature(), "UPDATE functions SET " + SET_AUDIT + " WHERE id = ?", it.audit(), it.id());
    }

    @Override
    public void dropFunction(UUID id) {
        changes.require("function", id, "DELETE FROM functions WHERE id = ?", id);
    }

    @Override
    public void createSecret(StoredSecret it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_SECRET, "secret", it.name()),
                noOrganization(it.organization()),
                "secrets",
                "organization, name, type, description, sealed" + AUDIT,
                it.organization(),
                it.name(),
                it.type(),
                it.description(),
                JsonText.of(it.sealed()),
                it.audit());
    }

    @Override
    public void updateSecret(StoredSecret it) {
        changes.require(
                "secret",
                it.name(),
                "UPDATE secrets SET description = ?, sealed = ?, " + SET_AUDIT + BY_NAME,
                it.description(),
                JsonText.of(it.sealed()),
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropSecret(UUID organization, String name) {
        changes.require("secret", name, "DELETE FROM secrets" + BY_NAME, organization, name);
    }

    @Override
    public void createSchemaRegistry(SchemaRegistry it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_SCHEMA_REGISTRY, "schema registry", it.name()),
                noOrganization(it.organization()),
                "schema_registries",
                "organization, name, type, settings, secret_names, status, status_message" + AUDIT,
                it.organization(),
                it.name(),
                it.type(),
                JsonText.of(it.settings()),
                Rows.set(it.secretNames()),
                it.status(),
                it.statusMessage(),
                it.audit());
    }

    @Override
    public void updateSchemaRegistry(SchemaRegistry it) {
        changes.require(
                "schema registry",
                it.name(),
                "UPDATE schema_registries SET settings = ?, secret_names = ?, status = ?, status_message = ?, "
                        + SET_AUDIT + BY_NAME,
                JsonText.of(it.settings()),
                Rows.set(it.secretNames()),
                it.status(),
                it.statusMessage(),
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropSchemaRegistry(UUID organization, String name) {
        changes.require("schema registry", name, "DELETE FROM schema_registries" + BY_NAME, organization, name);
    }

    @Override
    public void createDescriptorSource(DescriptorSource it, byte[] content) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_DESCRIPTOR, "descriptor source", it.name()),
                noOrganization(it.organization()),
                "descriptor_sources",
                "organization, name, description, file_name, sha256, size, messages, content" + AUDIT,
                it.organization(),
                it.name(),
                it.description(),
                it.fileName(),
                it.sha256(),
                it.size(),
                JsonText.of(it.messages()),
                content,
                it.audit());
    }

    @Override
    public void updateDescriptorSource(DescriptorSource it) {
        changes.require(
                "descriptor source",
                it.name(),
                "UPDATE descriptor_sources SET " + SET_AUDIT + BY_NAME,
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropDescriptorSource(UUID organization, String name) {
        changes.require("descriptor source", name, "DELETE FROM descriptor_sources" + BY_NAME, organization, name);
    }

    @Override
    public void undescribeEntity(UUID organization, String store, List<String> entity, String part) {
        changes.run(ENTITY + " AND part = ?", organization, store, JsonText.of(entity), part);
    }

    @Override
    public void describeEntity(EntityDescriptor it) {
        undescribeEntity(it.organization(), it.store(), it.entity(), it.part());
        String entity = JsonText.of(it.entity());
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_DESCRIPTOR, "descriptor", entity),
                Refusal.missing(ErrorCode.INVALID_DESCRIPTOR_SOURCE, "descriptor source", it.source()),
                "entity_descriptors",
                "organization, store, entity, part, source, message",
                it.organization(),
                it.store(),
                entity,
                it.part(),
                it.source(),
                it.message());
    }

    @Override
    public void forgetEntity(UUID organization, String store, List<String> entity) {
        changes.run(ENTITY, organization, store, JsonText.of(entity));
    }
}
