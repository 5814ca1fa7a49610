package io.braid.catalog.jdbc;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Audit;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Database;
import io.braid.catalog.Grant;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records to put into a catalog, with something unusual in every place. */
final class Samples {
    static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");
    static final Audit AUDIT = new Audit("sysadmin", "ann@example.com", TIME, TIME.plusSeconds(1));
    static final UUID ACME = UUID.randomUUID();
    static final UUID OTHER = UUID.randomUUID();
    static final User ANN = new User(UUID.randomUUID(), "ann@example.com", "Ann", "O'Hara 漢字", TIME);
    static final User BOB = new User(UUID.randomUUID(), "bob@example.com", "", "", TIME);

    private Samples() {}

    /** Two organizations, two users, roles public, sysadmin and orgadmin, database "db" with schema "public", a store. */
    static boolean start(CatalogTransaction catalog) {
        catalog.createOrganization(new Organization(ACME, "acme", "road runners", TIME));
        catalog.createOrganization(new Organization(OTHER, "other", "", TIME));
        catalog.createUser(ANN);
        catalog.createUser(BOB);
        catalog.createRole(role("public"));
        catalog.createRole(role("sysadmin", "public"));
        catalog.createRole(role("orgadmin", "sysadmin", "public"));
        catalog.createDatabase(database("db"));
        catalog.createNamespace(namespace("db", "public"));
        catalog.createStore(store("kafka"));
        return true;
    }

    static Role role(String name, String... inherits) {
        return new Role(ACME, name, Set.of(inherits), true, AUDIT);
    }

    static Database database(String name) {
        return new Database(ACME, name, AUDIT);
    }

    static Namespace namespace(String database, String name) {
        return new Namespace(ACME, database, name, AUDIT);
    }

    static Store store(String name) {
        return new Store(
                ACME,
                name,
                "KAFKA",
                Map.of("uris", "localhost:9092,[::1]:9092", "kafka.sasl.password", "sealed\n\"\\\0ü"),
                Set.of("kafka.sasl.password"),
                Store.Status.READY,
                "",
                true,
                AUDIT);
    }

    static Relation relation(String name) {
        RowType columns = RowType.of(
                new Column("id", DataType.BIGINT, false),
                new Column(
                        "Where, \"exactly\"",
                        DataType.struct(List.of(new Field("LAT lon", DataType.decimal(9, 6)))),
                        true));
        return new Relation(
                UUID.randomUUID(),
                ACME,
                "db",
                "public",
                name,
                Relation.Kind.CHANGELOG,
                "kafka",
                List.of("a.b", "c"),
                columns,
                List.of("id"),
                Map.of("value.format", "json", "topic", "a.b"),
                "clicks, \"all\" of them",
                Relation.State.CREATED,
                AUDIT);
    }

    static Relation view(String name) {
        return new Relation(
                UUID.randomUUID(),
                ACME,
                "db",
                "public",
                name,
                Relation.Kind.MATERIALIZED_VIEW,
                "",
                List.of(),
                RowType.of(Column.of("n", DataType.BIGINT)),
                List.of(),
                Map.of(),
                "",
                Relation.State.ERRORED,
                AUDIT);
    }

    static Query query(@Nullable String name, long version, List<UUID> sources, List<UUID> sinks, Audit audit) {
        return new Query(
                UUID.randomUUID(),
                ACME,
                name,
                version,
                Query.Intended.RUNNING,
                Query.Actual.STARTING,
                "INSERT INTO b SELECT * FROM a;",
                "{\"plan\": \0}".getBytes(StandardCharsets.UTF_8),
                0,
                null,
                "",
                "default",
                sources,
                sinks,
                audit);
    }

    static Query with(Query it, Query.Intended intended, Query.Actual actual, String message) {
        return new Query(
                it.id(),
                it.organization(),
                it.name(),
                it.version(),
                intended,
                actual,
                it.text(),
                it.plan(),
                it.attempt() + 1,
                "file:/savepoints/1",
                message,
                it.computePool(),
                it.sources(),
                it.sinks(),
                it.audit());
    }

    static Grant grant(String role, String privilege, String kind, String target) {
        return new Grant(ACME, role, privilege, kind, target, false, "securityadmin", TIME);
    }

    static ApiToken token(User user, String name) {
        return new ApiToken(UUID.randomUUID(), ACME, user.id(), name, null, TIME, TIME.plusSeconds(60), null, "");
    }
}
