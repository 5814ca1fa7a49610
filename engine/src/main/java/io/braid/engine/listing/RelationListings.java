package io.braid.engine.listing;

import io.braid.catalog.Relation;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Relations and their columns. */
final class RelationListings {
    private RelationListings() {}

    /** One column of one relation. */
    record RelationColumn(Relation relation, Column column) {}

    static Listing<Relation> relations() {
        Fact<Relation> name = Fact.text("name", Relation::name);
        Fact<Relation> kind =
                Fact.text("relation_type", relation -> relation.kind().word());
        Fact<Relation> state = Fact.text("state", relation -> ContainerListings.word(relation.state()));
        Fact<Relation> properties = Fact.text("properties", relation -> Json.object(properties(relation)));
        Fact<Relation> store = Fact.maybeText("store_name", relation -> emptyToNull(relation.store()));
        Fact<Relation> primaryKey = Fact.maybeText(
                "primary_key",
                relation -> relation.primaryKey().isEmpty() ? null : String.join(",", relation.primaryKey()));
        Fact<Relation> description = Fact.maybeText("description", relation -> emptyToNull(relation.description()));
        Fact<Relation> fqn =
                Fact.<Relation>text("fqn", relation -> Fqn.of(relation.path())).spelled(Fqn::canonical);
        Fact<Relation> id =
                Fact.<Relation>text("id", relation -> relation.id().toString()).listedAs("ID");
        return Listing.of(
                        List.of(
                                name,
                                // LIST says "type" where the table says "relation_type"
                                Fact.text("type", relation -> relation.kind().word()),
                                Fact.owner(Relation::audit),
                                state,
                                properties,
                                Fact.createdAt(Relation::audit),
                                Fact.updatedAt(Relation::audit),
                                Fact.text("path", relation -> Json.list(relation.path()))),
                        Fact.join(
                                List.of(
                                        name,
                                        Fact.text("schema_name", Relation::namespace),
                                        Fact.text("database_name", Relation::database),
                                        fqn,
                                        store,
                                        kind,
                                        primaryKey,
                                        Fact.maybeText("partition_keys", relation -> null),
                                        state,
                                        id,
                                        description,
                                        properties),
                                Fact.audit(Relation::audit)),
                        (viewer, wanted) -> find(viewer, wanted, "id", "name"))
                .seenIf(RelationListings::isVisible)
                .detailed(List.of(
                        store.listedAs("Store"),
                        Fact.maybeText("entity", relation -> emptyToNull(Fqn.readable(relation.entity()))),
                        primaryKey,
                        description,
                        id));
    }

    static Listing<RelationColumn> columns() {
        return Listing.<RelationColumn>of(
                        List.of(),
                        List.of(
                                Fact.text("relation_name", it -> it.relation().name()),
                                Fact.text("schema_name", it -> it.relation().namespace()),
                                Fact.text("database_name", it -> it.relation().database()),
                                Fact.text("name", it -> it.column().name()),
                                Fact.text("type", it -> it.column().type().toString()),
                                Fact.text("properties", it -> "{}"),
                                Fact.text(
                                        "relation_id", it -> it.relation().id().toString()),
                                Fact.organization()),
                        (viewer, wanted) -> {
                            List<RelationColumn> columns = new ArrayList<>();
                            for (Relation relation : find(viewer, wanted, "relation_id", "relation_name")) {
                                relation.columns()
                                        .columns()
                                        .forEach(column -> columns.add(new RelationColumn(relation, column)));
                            }
                            return columns;
                        })
                .seenIf((it, viewer) -> isVisible(it.relation(), viewer));
    }

    /** The answer to DESCRIBE … COLUMNS. */
    static Listing<Column> describedColumns() {
        return Listing.of(
                List.of(
                        Fact.text("name", Column::name),
                        Fact.text("type", column -> column.type().toString()),
                        Fact.of("nullable", DataType.BOOLEAN, false, (column, viewer) -> column.nullable()),
                        Fact.text("properties", column -> "{}")),
                List.of(),
                (viewer, wanted) -> List.of());
    }

    private static boolean isVisible(Relation relation, Viewer viewer) {
        return viewer.sees(Access.on(relation, Privilege.SELECT));
    }

    /** Takes the shortest way the catalog has: by id, by full name, by schema, or all. */
    private static List<Relation> find(Viewer viewer, Wanted wanted, String idColumn, String nameColumn) {
        if (wanted.text(idColumn) != null) {
            return wanted.id(idColumn).flatMap(id -> viewer.catalog().findRelation(id)).stream()
                    .filter(relation -> relation.organization().equals(viewer.organization()))
                    .toList();
        }
        String fqn = wanted.text("fqn");
        if (fqn != null) {
            Optional<List<String>> path = Fqn.parse(fqn).filter(parts -> parts.size() == 3);
            return path
                    .flatMap(parts -> viewer.catalog()
                            .findRelation(viewer.organization(), parts.get(0), parts.get(1), parts.get(2)))
                    .stream()
                    .toList();
        }
        String database = wanted.text("database_name");
        String schema = wanted.text("schema_name");
        String name = wanted.text(nameColumn);
        if (database == null || schema == null) {
            return viewer.catalog().relations(viewer.organization());
        }
        return name == null
                ? viewer.catalog().relations(viewer.organization(), database, schema)
                : viewer.catalog().findRelation(viewer.organization(), database, schema, name).stream()
                        .toList();
    }

    /** What was given with WITH, and the store and topic, which may have come from elsewhere. */
    private static Map<String, String> properties(Relation relation) {
        Map<String, String> all = new HashMap<>(relation.properties());
        if (!relation.store().isEmpty()) {
            all.putIfAbsent("store", relation.store());
        }
        if (!relation.entity().isEmpty()) {
            all.putIfAbsent("topic", String.join(".", relation.entity()));
        }
        return new TreeMap<>(all);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
