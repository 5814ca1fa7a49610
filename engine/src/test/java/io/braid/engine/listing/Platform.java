package io.braid.engine.listing;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Audit;
import io.braid.catalog.Catalog;
import io.braid.catalog.Database;
import io.braid.catalog.Grant;
import io.braid.catalog.Namespace;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import io.braid.catalog.jdbc.JdbcCatalog;
import io.braid.engine.Caller;
import io.braid.engine.StatementRequest;
import io.braid.engine.eval.SnapshotQuery;
import io.braid.engine.organization.Bootstrap;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.RoleAuthorizer;
import io.braid.engine.security.Vault;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Dispatch;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Rows;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Cells;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.spi.Secret;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.DescribeStatement;
import io.braid.sql.tree.ListStatement;
import io.braid.sql.tree.QueryStatement.SelectRows;
import io.braid.sql.tree.SessionStatement;
import io.braid.sql.tree.Statement;
import io.braid.view.ViewRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization with a little of everything, and a way to ask about it. */
final class Platform implements AutoCloseable {
    static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123Z");
    static final Audit AUDIT = new Audit("sysadmin", "ann@example.com", TIME, TIME.plusSeconds(1));

    final Catalog catalog;
    final UUID organization;
    final User ann;
    final Relation clicks;
    final Relation users;
    final Query running;
    final Query ended;
    final String sealed;

    private final Authorizer authorizer = new RoleAuthorizer();
    private final StoreConnections connections;
    private final SystemTables systemTables;
    private final StatementHandlers handlers;

    Platform(Path folder) throws IOException {
        catalog = JdbcCatalog.sqlite(folder.resolve("catalog.db"));
        Bootstrap.First first = Bootstrap.ensure(catalog, "acme", "ann@example.com");
        organization = first.organization();
        ann = first.user();
        clicks = relation("clicks", Relation.Kind.STREAM, List.of());
        users = relation("Users", Relation.Kind.CHANGELOG, List.of("id"));
        running = query("enrich", Query.Actual.RUNNING, "");
        ended = query(null, Query.Actual.TERMINATED, "");
        Vault vault = Vault.open(folder.resolve("key"));
        sealed = vault.seal(new Secret("open sesame"));
        fill();
        StoreTypes types = new StoreTypes(List.of(new ToyStore()));
        connections = new StoreConnections(types, vault);
        Listings listings = new Listings(types, new RegistryTypes(List.of()));
        systemTables = new SystemTables(listings, catalog, authorizer);
        StatementHandlers.Builder builder = StatementHandlers.builder()
                .all(new ListStatements(listings, authorizer, connections))
                .all(new DescribeStatements(listings, systemTables, authorizer, connections, new ToyRuntime()))
                .all(new CanIStatements(authorizer))
                .on(SelectRows.class, (select, context) -> {
                    SnapshotQuery query = SnapshotQuery.compile(
                            select.query(),
                            name -> systemTables.find(name, context).orElseThrow(),
                            1_000);
                    return Prepared.needing().outside(() -> new Table(query.columns(), Rows.of(drain(query.run()))));
                });
        for (Class<?> leaf : StatementHandlers.leaves(Statement.class)) {
            if (leaf != SelectRows.class
                    && leaf != SessionStatement.CanI.class
                    && !ListStatement.class.isAssignableFrom(leaf)
                    && (!DescribeStatement.class.isAssignableFrom(leaf)
                            || leaf == DescribeStatement.DescribePlan.class)) {
                builder.notYet(leaf.asSubclass(Statement.class), leaf.getSimpleName());
            }
        }
        handlers = builder.build();
    }

    private void fill() {
        catalog.write(transaction -> {
            transaction.createDatabase(new Database(organization, "Shop-东西", AUDIT));
            transaction.createNamespace(new Namespace(organization, "Shop-东西", "public", AUDIT));
            transaction.createStore(new Store(
                    organization,
                    "kafka",
                    "KAFKA",
                    Map.of("uris", "broker:9092", "password", sealed, "tls.disabled", "true"),
                    Set.of("password"),
                    Store.Status.READY,
                    "",
                    false,
                    AUDIT));
            transaction.createRelation(clicks);
            transaction.createRelation(users);
            transaction.createQuery(running);
            transaction.createQuery(ended);
            transaction.createRole(new Role(organization, "analyst", Set.of(), false, AUDIT));
            transaction.putGrant(new Grant(
                    organization,
                    "analyst",
                    "select",
                    "relation",
                    "\"main\".\"public\".\"clicks\"",
                    false,
                    "sysadmin",
                    TIME));
            for (String target : List.of("database \"main\"", "schema \"main\".\"public\"")) {
                String[] words = target.split(" ", 2);
                transaction.putGrant(
                        new Grant(organization, "analyst", "usage", words[0], words[1], false, "sysadmin", TIME));
            }
            transaction.grantRole(organization, ann.id(), "analyst");
            transaction.createApiToken(new ApiToken(
                    UUID.randomUUID(), organization, ann.id(), "ci", "sysadmin", TIME, TIME.plusSeconds(60), null, ""));
            return true;
        });
    }

    Relation relation(String name, Relation.Kind kind, List<String> key) {
        RowType columns = RowType.of(new Column("id", DataType.BIGINT, false), Column.of("Name", DataType.VARCHAR));
        return new Relation(
                UUID.randomUUID(),
                organization,
                "main",
                "public",
                name,
                kind,
                "kafka",
                List.of(name),
                columns,
                key,
                Map.of("value.format", "json"),
                "",
                Relation.State.CREATED,
                AUDIT);
    }

    private Query query(@Nullable String name, Query.Actual actual, String message) {
        return new Query(
                UUID.randomUUID(),
                organization,
                name,
                1,
                actual == Query.Actual.TERMINATED ? Query.Intended.TERMINATED : Query.Intended.RUNNING,
                actual,
                "INSERT INTO b SELECT * FROM clicks",
                "{}".getBytes(StandardCharsets.UTF_8),
                1,
                null,
                message,
                "default_pool",
                List.of(clicks.id()),
                List.of(),
                AUDIT);
    }

    /** The answer, its cells as clients get them; the first row holds the names of the columns. */
    List<List<@Nullable String>> ask(String sql) {
        return ask(sql, "sysadmin");
    }

    List<List<@Nullable String>> ask(String sql, String role) {
        Table table = table(sql, role);
        List<List<@Nullable String>> answer = new ArrayList<>();
        answer.add(new ArrayList<>(table.columns().names()));
        try (Rows rows = table.rows()) {
            rows.forEachRemaining(row -> {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 0; i < row.length; i++) {
                    cells.add(Cells.render(table.columns().column(i).type(), row[i], ZoneOffset.UTC));
                }
                answer.add(cells);
            });
        }
        return answer;
    }

    /** The first column, without its name. */
    List<@Nullable String> names(String sql) {
        return names(sql, "sysadmin");
    }

    List<@Nullable String> names(String sql, String role) {
        List<@Nullable String> names = new ArrayList<>();
        ask(sql, role).stream().skip(1).forEach(row -> names.add(row.get(0)));
        return names;
    }

    Table table(String sql, String role) {
        return (Table)
                Dispatch.run(new SqlParser().parseOne(sql), session(role), catalog, handlers, authorizer, needs -> {});
    }

    Session session(String role) {
        StatementRequest request =
                new StatementRequest("", null, role, "main", "public", "kafka", null, null, ZoneOffset.UTC, Map.of());
        return catalog.read(view -> Sessions.open(request, new Caller(ann.id(), ann.email(), null, null), view));
    }

    private static List<@Nullable Object[]> drain(ViewRows rows) {
        List<@Nullable Object[]> all = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        connections.close();
        catalog.close();
    }
}
