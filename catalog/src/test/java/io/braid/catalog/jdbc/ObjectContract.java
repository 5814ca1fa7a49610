package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.AUDIT;
import static io.braid.catalog.jdbc.Samples.OTHER;
import static io.braid.catalog.jdbc.Samples.database;
import static io.braid.catalog.jdbc.Samples.namespace;
import static io.braid.catalog.jdbc.Samples.relation;
import static io.braid.catalog.jdbc.Samples.store;
import static io.braid.catalog.jdbc.Samples.view;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Databases, schemas, stores and relations. */
abstract class ObjectContract extends AuditContract {
    @Test
    void databases() {
        Database named = database("Zürich 漢 😀");
        write(it -> it.createDatabase(named));
        listed(view -> view.databases(ACME)).containsExactly(named, database("db"));
        listed(view -> view.databases(OTHER)).isEmpty();
        Database given = new Database(ACME, "db", AUDIT.ownedBy("ops"));
        write(it -> it.updateDatabase(given));
        found(view -> view.findDatabase(ACME, "db")).contains(given);
        refuses(
                it -> it.createDatabase(named),
                ErrorCode.DUPLICATE_DATABASE,
                "database \"Zürich 漢 😀\" already exists");
        write(it -> it.createDatabase(new Database(OTHER, "db", AUDIT)));
        write(it -> it.dropDatabase(ACME, "db"));
        found(view -> view.findDatabase(ACME, "db")).isEmpty();
        listed(view -> view.namespaces(ACME)).isEmpty();
        found(view -> view.findDatabase(OTHER, "db")).isPresent();
    }

    @Test
    void schemas() {
        write(it -> {
            it.createDatabase(database("a"));
            it.createNamespace(namespace("a", "z"));
            it.createNamespace(namespace("a", "public"));
        });
        listed(view -> view.namespaces(ACME))
                .containsExactly(namespace("a", "public"), namespace("a", "z"), namespace("db", "public"));
        listed(view -> view.namespaces(ACME, "db")).containsExactly(namespace("db", "public"));
        Namespace given = new Namespace(ACME, "a", "z", AUDIT.ownedBy("ops"));
        write(it -> it.updateNamespace(given));
        found(view -> view.findNamespace(ACME, "a", "z")).contains(given);
        refuses(
                it -> it.createNamespace(namespace("a", "z")),
                ErrorCode.DUPLICATE_SCHEMA,
                "schema \"z\" already exists");
        refuses(
                it -> it.createNamespace(namespace("b%s", "z")),
                ErrorCode.INVALID_DATABASE,
                "database \"b%s\" does not exist");
        write(it -> it.dropNamespace(ACME, "a", "z"));
        found(view -> view.findNamespace(ACME, "a", "z")).isEmpty();
    }

    @Test
    void stores() {
        listed(view -> view.stores(ACME)).containsExactly(store("kafka"));
        listed(view -> view.stores(OTHER)).isEmpty();
        Store broken = new Store(
                ACME, "kafka", "KAFKA", Map.of(), Set.of(), Store.Status.ERRORED, "no route", false, AUDIT.touched());
        write(it -> it.updateStore(broken));
        found(view -> view.findStore(ACME, "kafka")).contains(broken);
        refuses(it -> it.createStore(broken), ErrorCode.DUPLICATE_STORE, "store \"kafka\" already exists");
        write(it -> it.dropStore(ACME, "kafka"));
        found(view -> view.findStore(ACME, "kafka")).isEmpty();
    }

    @Test
    void relations() {
        Relation clicks = relation("Clicks 漢");
        Relation counts = view("counts");
        write(it -> {
            it.createRelation(counts);
            it.createRelation(clicks);
        });
        listed(view -> view.relations(ACME)).containsExactly(clicks, counts);
        listed(view -> view.relations(OTHER)).isEmpty();
        listed(view -> view.relations(ACME, "db", "public")).containsExactly(clicks, counts);
        listed(view -> view.relations(ACME, "db", "other")).isEmpty();
        found(view -> view.findRelation(ACME, "db", "public", "Clicks 漢")).contains(clicks);
        found(view -> view.findRelation(ACME, "db", "public", "clicks 漢")).isEmpty();
        found(view -> view.findRelation(counts.id())).contains(counts);
        listed(view -> view.relationsOn(ACME, "kafka", List.of("a.b", "c"))).containsExactly(clicks);
        listed(view -> view.relationsOn(ACME, "kafka", List.of("a", "b.c"))).isEmpty();
        refuses(
                it -> it.createRelation(relation("counts")),
                ErrorCode.DUPLICATE_RELATION,
                "relation \"counts\" already exists");
    }

    @Test
    void relationsChangeAllButTheirPath() {
        Relation before = relation("a");
        write(it -> it.createRelation(before));
        Relation after = new Relation(
                before.id(),
                ACME,
                "db",
                "public",
                "a",
                Relation.Kind.STREAM,
                "kafka",
                List.of("new"),
                RowType.of(),
                List.of(),
                Map.of("a", "b"),
                "",
                Relation.State.ERRORED,
                AUDIT.ownedBy("ops"));
        write(it -> it.updateRelation(after));
        found(view -> view.findRelation(before.id())).contains(after);
        write(it -> it.dropRelation(before.id()));
        found(view -> view.findRelation(before.id())).isEmpty();
        assertThatThrownBy(() -> write(it -> it.updateRelation(after))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatARelationStandsOnCannotGo() {
        write(it -> it.createRelation(relation("a")));
        refuses(
                it -> it.dropStore(ACME, "kafka"),
                ErrorCode.DEPENDENT_OBJECTS,
                "store \"kafka\" cannot be dropped, others depend on it");
        refuses(
                it -> it.dropNamespace(ACME, "db", "public"),
                ErrorCode.DEPENDENT_OBJECTS,
                "schema \"public\" cannot be dropped, others depend on it");
        refuses(
                it -> it.dropDatabase(ACME, "db"),
                ErrorCode.DEPENDENT_OBJECTS,
                "database \"db\" cannot be dropped, others depend on it");
        listed(view -> view.relations(ACME)).hasSize(1);
    }
}
