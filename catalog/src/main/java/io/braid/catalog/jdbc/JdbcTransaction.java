package io.braid.catalog.jdbc;

import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.catalog.jdbc.Changes.Refusal;
import io.braid.spi.ErrorCode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes through one connection, inside one transaction; this part is about objects and queries. */
final class JdbcTransaction extends AccessTransaction {
    JdbcTransaction(Handle handle, Dialect dialect) {
        super(handle, dialect);
    }

    @Override
    public void createDatabase(Database it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_DATABASE, "database", it.name()),
                noOrganization(it.organization()),
                "databases",
                "organization, name" + AUDIT,
                it.organization(),
                it.name(),
                it.audit());
    }

    @Override
    public void updateDatabase(Database it) {
        changes.require(
                "database",
                it.name(),
                "UPDATE databases SET " + SET_AUDIT + " WHERE organization = ? AND name = ?",
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropDatabase(UUID organization, String name) {
        changes.require(
                "database", name, "DELETE FROM databases WHERE organization = ? AND name = ?", organization, name);
    }

    @Override
    public void createNamespace(Namespace it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_SCHEMA, "schema", it.name()),
                Refusal.missing(ErrorCode.INVALID_DATABASE, "database", it.database()),
                "namespaces",
                "id, organization, database, name" + AUDIT,
                UUID.randomUUID(),
                it.organization(),
                it.database(),
                it.name(),
                it.audit());
    }

    @Override
    public void updateNamespace(Namespace it) {
        changes.require(
                "schema",
                it.name(),
                "UPDATE namespaces SET " + SET_AUDIT + " WHERE organization = ? AND database = ? AND name = ?",
                it.audit(),
                it.organization(),
                it.database(),
                it.name());
    }

    @Override
    public void dropNamespace(UUID organization, String database, String name) {
        changes.require(
                "schema",
                name,
                "DELETE FROM namespaces WHERE organization = ? AND database = ? AND name = ?",
                organization,
                database,
                name);
    }

    @Override
    public void createStore(Store it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_STORE, "store", it.name()),
                noOrganization(it.organization()),
                "stores",
                "organization, name, type, settings, secret_names, status, status_message, embedded" + AUDIT,
                it.organization(),
                it.name(),
                it.type(),
                JsonText.of(it.settings()),
                Rows.set(it.secretNames()),
                it.status(),
                it.statusMessage(),
                it.embedded(),
                it.audit());
    }

    @Override
    public void updateStore(Store it) {
        changes.require(
                "store",
                it.name(),
                "UPDATE stores SET type = ?, settings = ?, secret_names = ?, status = ?, status_message = ?, "
                        + "embedded = ?, " + SET_AUDIT + " WHERE organization = ? AND name = ?",
                it.type(),
                JsonText.of(it.settings()),
                Rows.set(it.secretNames()),
                it.status(),
                it.statusMessage(),
                it.embedded(),
                it.audit(),
                it.organization(),
                it.name());
    }

    @Override
    public void dropStore(UUID organization, String name) {
        changes.require("store", name, "DELETE FROM stores WHERE organization = ? AND name = ?", organization, name);
    }

    @Override
    public void createRelation(Relation it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_RELATION, "relation", it.name()),
                Refusal.missing(ErrorCode.INVALID_STORE, "store", it.store()),
                "relations",
                "id, organization, namespace_id, name, kind, store, entity, columns, primary_key, properties, "
                        + "description, state" + AUDIT,
                it.id(),
                it.organization(),
                namespaceId(it),
                it.name(),
                it.kind(),
                storeOf(it),
                JsonText.of(it.entity()),
                TypeText.of(it.columns()),
                JsonText.of(it.primaryKey()),
                JsonText.of(it.properties()),
                it.description(),
                it.state(),
                it.audit());
    }

    /** Its path stays; a relation under another name is another relation. */
    @Override
    public void updateRelation(Relation it) {
        changes.require(
                "relation",
                it.name(),
                "UPDATE relations SET kind = ?, store = ?, entity = ?, columns = ?, primary_key = ?, properties = ?, "
                        + "description = ?, state = ?, " + SET_AUDIT
                        + " WHERE id = ? AND namespace_id = ? AND name = ?",
                it.kind(),
                storeOf(it),
                JsonText.of(it.entity()),
                TypeText.of(it.columns()),
                JsonText.of(it.primaryKey()),
                JsonText.of(it.properties()),
                it.description(),
                it.state(),
                it.audit(),
                it.id(),
                namespaceId(it),
                it.name());
    }

    @Override
    public void dropRelation(UUID id) {
        changes.require("relation", id, "DELETE FROM relations WHERE id = ?", id);
    }

    @Override
    public void createQuery(Query it) {
        changes.insert(
                Refusal.taken(
                        ErrorCode.DUPLICATE_OBJECT,
                        "query",
                        it.findName().orElse(it.id().toString())),
                noOrganization(it.organization()),
                "queries",
                "id, organization, name, version, intended, actual, text, plan, attempt, restore_path, message, "
                        + "compute_pool, sources, sinks" + AUDIT,
                it.id(),
                it.organization(),
                it.name(),
                it.version(),
                it.intended(),
                it.actual(),
                it.text(),
                it.plan(),
                it.attempt(),
                it.restorePath(),
                it.message(),
                it.computePool(),
                Rows.uuids(it.sources()),
                Rows.uuids(it.sinks()),
                it.audit());
        Set<UUID> relations = new LinkedHashSet<>(it.sources());
        relations.addAll(it.sinks());
        for (UUID relation : relations) {
            changes.run("INSERT INTO query_relations (relation, query) VALUES (?, ?)", relation, it.id());
        }
        queryLog().state(it.id(), it.actual(), it.message());
    }

    @Override
    public void updateQuery(Query it) {
        String before = handle.select(
                        "SELECT actual FROM queries WHERE id = ?", it.id().toString())
                .mapTo(String.class)
                .findFirst()
                .orElse(null);
        changes.require(
                "query",
                it.id(),
                "UPDATE queries SET name = ?, version = ?, intended = ?, actual = ?, attempt = ?, restore_path = ?, "
                        + "message = ?, compute_pool = ?, " + SET_AUDIT + " WHERE organization = ? AND id = ?",
                it.name(),
                it.version(),
                it.intended(),
                it.actual(),
                it.attempt(),
                it.restorePath(),
                it.message(),
                it.computePool(),
                it.audit(),
                it.organization(),
                it.id());
        if (!it.actual().name().equals(before)) {
            queryLog().state(it.id(), it.actual(), it.message());
        }
    }

    @Override
    public List<UUID> forgetQueries(Instant before) {
        List<UUID> old = handle.select(
                        "SELECT id FROM queries WHERE intended = 'TERMINATED' AND actual = 'TERMINATED' AND updated_at < ?",
                        Rows.micros(before))
                .mapTo(String.class)
                .map(UUID::fromString)
                .list();
        old.forEach(id -> changes.run("DELETE FROM queries WHERE id = ?", id));
        return List.copyOf(old);
    }

    private String namespaceId(Relation it) {
        return handle.select(
                        "SELECT id FROM namespaces WHERE organization = ? AND database = ? AND name = ?",
                        it.organization().toString(),
                        it.database(),
                        it.namespace())
                .mapTo(String.class)
                .findFirst()
                .orElseThrow(() -> Refusal.missing(ErrorCode.INVALID_SCHEMA, "schema", it.namespace())
                        .exception());
    }

    private static @Nullable String storeOf(Relation it) {
        return it.store().isEmpty() ? null : it.store();
    }
}
