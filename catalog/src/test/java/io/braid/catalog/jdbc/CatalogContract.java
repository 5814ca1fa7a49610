package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.ANN;
import static io.braid.catalog.jdbc.Samples.AUDIT;
import static io.braid.catalog.jdbc.Samples.database;
import static io.braid.catalog.jdbc.Samples.grant;
import static io.braid.catalog.jdbc.Samples.namespace;
import static io.braid.catalog.jdbc.Samples.query;
import static io.braid.catalog.jdbc.Samples.relation;
import static io.braid.catalog.jdbc.Samples.role;
import static io.braid.catalog.jdbc.Samples.store;
import static io.braid.catalog.jdbc.Samples.token;
import static io.braid.catalog.jdbc.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Database;
import io.braid.catalog.Relation;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every catalog does, whatever its database; this part is about transactions, the others come by inheritance. */
abstract class CatalogContract extends RunContract {
    @Test
    void whatIsMissingIsNamed() {
        UUID nobody = new UUID(0, 0);
        refuses(
                it -> it.createDatabase(new Database(nobody, "x", AUDIT)),
                ErrorCode.INVALID_ORGANIZATION,
                "organization \"" + nobody + "\" does not exist");
        refuses(it -> it.grantRole(ACME, ANN.id(), "x"), ErrorCode.INVALID_ROLE, "role \"x\" does not exist");
        refuses(
                it -> it.grantRole(ACME, nobody, "public"),
                ErrorCode.INVALID_USER,
                "user \"" + nobody + "\" does not exist");
        refuses(it -> it.putGrant(grant("x", "a", "b", "c")), ErrorCode.INVALID_ROLE, "role \"x\" does not exist");
        write(it -> it.dropStore(ACME, "kafka"));
        refuses(it -> it.createRelation(relation("a")), ErrorCode.INVALID_STORE, "store \"kafka\" does not exist");
        write(it -> it.dropDatabase(ACME, "db"));
        refuses(it -> it.createRelation(view("a")), ErrorCode.INVALID_SCHEMA, "schema \"public\" does not exist");
    }

    @Test
    void changesOfWhatIsNotThereAreBugs() {
        List<Consumer<CatalogTransaction>> bugs = List.of(
                it -> it.updateRole(role("x")),
                it -> it.dropRole(ACME, "x"),
                it -> it.updateDatabase(database("x")),
                it -> it.dropDatabase(ACME, "x"),
                it -> it.updateNamespace(namespace("db", "x")),
                it -> it.dropNamespace(ACME, "db", "x"),
                it -> it.updateStore(store("x")),
                it -> it.dropStore(ACME, "x"),
                it -> it.updateRelation(relation("x")),
                it -> it.dropRelation(ACME),
                it -> it.updateQuery(query("x", 1, List.of(), List.of(), AUDIT)),
                it -> it.updateApiToken(token(ANN, "x")),
                it -> it.dropApiToken(ACME));
        assertThat(bugs).allSatisfy(bug -> assertThatThrownBy(() -> write(bug))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("does not exist"));
    }

    @Test
    void namesMayBeLongInAnyScript() {
        for (String letter : List.of("x", "漢", "😀")) {
            String name = letter.repeat(255);
            Relation relation = new Relation(
                    UUID.randomUUID(),
                    ACME,
                    name,
                    name,
                    name,
                    Relation.Kind.STREAM,
                    name,
                    List.of(name),
                    RowType.of(),
                    List.of(),
                    Map.of(),
                    "",
                    Relation.State.CREATED,
                    AUDIT);
            write(it -> {
                it.createDatabase(database(name));
                it.createNamespace(namespace(name, name));
                it.createStore(store(name));
                it.createRole(role(name));
                it.createRelation(relation);
                it.putGrant(grant(name, "select", "relation", String.join(".", name, name, name)));
                it.createQuery(query(name, 1, List.of(relation.id()), List.of(), AUDIT));
                it.createApiToken(token(ANN, name));
            });
            found(view -> view.findRelation(ACME, name, name, name)).contains(relation);
            listed(view -> view.grantsOf(ACME, Set.of(name))).hasSize(1);
        }
    }

    @Test
    void anExceptionUndoesAllOfAWrite() {
        IllegalArgumentException mine = new IllegalArgumentException("mine");
        assertThatThrownBy(() -> write(it -> {
                    it.createDatabase(database("a"));
                    assertThat(it.findDatabase(ACME, "a")).isPresent();
                    throw mine;
                }))
                .isSameAs(mine);
        found(view -> view.findDatabase(ACME, "a")).isEmpty();
        write(it -> it.createDatabase(database("a")));
    }

    @Test
    void aDuplicateDoesNotEndTheTransaction() {
        write(it -> {
            assertThatThrownBy(() -> it.createDatabase(database("db"))).isInstanceOf(StatementException.class);
            it.createDatabase(database("a"));
        });
        listed(view -> view.databases(ACME)).hasSize(2);
    }

    @Test
    void aRehearsalLeavesNothing() {
        int seen = catalog.rehearse(it -> {
            it.createDatabase(database("a"));
            it.dropDatabase(ACME, "db");
            return it.databases(ACME).size();
        });
        assertThat(seen).isEqualTo(1);
        listed(view -> view.databases(ACME)).containsExactly(database("db"));
    }

    @Test
    void aCallInsideAWriteBelongsToIt() {
        write(it -> {
            it.createDatabase(database("a"));
            found(view -> view.findDatabase(ACME, "a")).isPresent();
            write(inner -> inner.createDatabase(database("b")));
            assertThatThrownBy(() -> write(inner -> {
                        inner.createDatabase(database("c"));
                        inner.createNamespace(namespace("nowhere", "x"));
                    }))
                    .isInstanceOf(StatementException.class);
            assertThat(catalog.<Integer>rehearse(inner -> {
                        inner.createDatabase(database("d"));
                        return inner.databases(ACME).size();
                    }))
                    .isEqualTo(4);
        });
        listed(view -> view.databases(ACME)).extracting(Database::name).containsExactly("a", "b", "db");
    }

    @Test
    void aReadSeesOneState() {
        int[] counts = catalog.read(view -> {
            int before = view.databases(ACME).size();
            inAnotherThread(() -> write(it -> it.createDatabase(database("a"))));
            return new int[] {
                before, view.databases(ACME).size(), view.namespaces(ACME).size()
            };
        });
        assertThat(counts).containsExactly(1, 1, 1);
        listed(view -> view.databases(ACME)).hasSize(2);
    }

    private static void inAnotherThread(Runnable work) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            other.submit(work).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            other.shutdown();
        }
    }

    @Test
    void oneOfTwoGetsTheName() throws Exception {
        try (Catalog second = open()) {
            for (int round = 0; round < 20; round++) {
                String name = "race " + round;
                assertThat(race(List.of(catalog, catalog, second, second), it -> it.createDatabase(database(name))))
                        .containsOnlyOnce("won")
                        .containsOnly("won", "42P04 database \"" + name + "\" already exists");
            }
        }
        listed(view -> view.databases(ACME)).hasSize(21);
    }

    /** Every catalog tries the same at the same time, each in a thread of its own. */
    private static List<String> race(List<Catalog> catalogs, Consumer<CatalogTransaction> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(catalogs.size());
        CyclicBarrier barrier = new CyclicBarrier(catalogs.size());
        try {
            List<Future<String>> ends = new ArrayList<>();
            for (Catalog each : catalogs) {
                Callable<String> run = () -> {
                    barrier.await();
                    try {
                        return each.write(it -> {
                            work.accept(it);
                            return "won";
                        });
                    } catch (StatementException e) {
                        return e.code().sqlState() + " " + e.getMessage();
                    }
                };
                ends.add(threads.submit(run));
            }
            List<String> texts = new ArrayList<>();
            for (Future<String> end : ends) {
                texts.add(end.get());
            }
            return texts;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void allIsThereAfterReopening() throws Exception {
        Relation a = relation("a");
        write(it -> it.createRelation(a));
        catalog.close();
        catalog = open();
        listed(view -> view.relations(ACME)).containsExactly(a);
        listed(view -> view.stores(ACME)).containsExactly(store("kafka"));
        found(view -> view.findUser(ANN.id())).contains(ANN);
    }
}
