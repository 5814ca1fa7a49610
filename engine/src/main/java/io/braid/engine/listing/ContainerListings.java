package io.braid.engine.listing;

import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Store;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.spi.DataType;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What holds other things: organizations, databases, schemas, stores. */
final class ContainerListings {
    private ContainerListings() {}

    static Listing<Organization> organizations() {
        Fact<Organization> id =
                Fact.<Organization>text("id", o -> o.id().toString()).listedAs("ID");
        Fact<Organization> name = Fact.text("name", Organization::name);
        return Listing.of(
                List.of(
                        id,
                        name,
                        Fact.of("is_current", DataType.BOOLEAN, false, (o, viewer) -> o.id().equals(
                                        viewer.organization())),
                        Fact.of("is_default", DataType.BOOLEAN, false, (o, viewer) -> viewer.isDefault(o)),
                        Fact.maybeText("description", o -> o.description().isEmpty() ? null : o.description()),
                        Fact.maybeText("profile_image_uri", o -> null),
                        Fact.time("created_at", Organization::createdAt)),
                List.of(id, name, Fact.text("messages", o -> "[]")),
                (viewer, wanted) -> viewer.organizations());
    }

    static Listing<Database> databases() {
        Fact<Database> name = Fact.text("name", Database::name);
        return Listing.of(
                        List.of(
                                name,
                                Fact.of("is_default", DataType.BOOLEAN, false, (database, viewer) -> database.name()
                                        .equals(viewer.defaults().database())),
                                Fact.owner(Database::audit),
                                Fact.createdAt(Database::audit),
                                Fact.text("path", database -> Json.list(List.of(database.name())))),
                        Fact.join(
                                List.of(
                                        name,
                                        Fact.of(
                                                "default_schema",
                                                DataType.VARCHAR,
                                                true,
                                                (database, viewer) -> viewer.defaultSchema(database.name()))),
                                Fact.audit(Database::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().databases(viewer.organization())
                                    : viewer.catalog().findDatabase(viewer.organization(), only).stream()
                                            .toList();
                        })
                .seenIf((database, viewer) -> viewer.sees(Access.on(database, Privilege.USAGE)));
    }

    static Listing<Namespace> schemas() {
        Fact<Namespace> name = Fact.text("name", Namespace::name);
        Fact<Namespace> database = Fact.text("database_name", Namespace::database);
        Fact<Namespace> isDefault = Fact.of("is_default", DataType.BOOLEAN, false, (schema, viewer) -> schema.name()
                .equals(viewer.defaultSchema(schema.database())));
        return Listing.of(
                        List.of(name, isDefault, Fact.owner(Namespace::audit), Fact.createdAt(Namespace::audit)),
                        Fact.join(List.of(name, database, isDefault), Fact.audit(Namespace::audit)),
                        (viewer, wanted) -> {
                            String in = wanted.text("database_name");
                            String only = wanted.text("name");
                            if (in == null) {
                                return viewer.catalog().namespaces(viewer.organization());
                            }
                            return only == null
                                    ? viewer.catalog().namespaces(viewer.organization(), in)
                                    : viewer.catalog().findNamespace(viewer.organization(), in, only).stream()
                                            .toList();
                        })
                .seenIf((schema, viewer) -> viewer.sees(Access.on(schema, Privilege.USAGE)));
    }

    static Listing<Store> stores(StoreTypes types) {
        Fact<Store> name = Fact.text("name", Store::name);
        Fact<Store> type = Fact.text("type", store -> displayName(types, store));
        Fact<Store> status = Fact.text("status", store -> word(store.status()));
        Fact<Store> message = Fact.text("status_message", Store::statusMessage);
        Fact<Store> uris = Fact.text("uris", store -> store.settings().getOrDefault("uris", ""));
        Fact<Store> properties = Fact.text("properties", store -> Json.object(settings(store)));
        return Listing.of(
                        List.of(
                                name,
                                type,
                                status.listedAs("State"),
                                message.listedAs("Message"),
                                Fact.of("is_default", DataType.BOOLEAN, false, (store, viewer) -> store.name()
                                        .equals(viewer.defaults().store())),
                                Fact.owner(Store::audit),
                                Fact.createdAt(Store::audit),
                                Fact.updatedAt(Store::audit),
                                Fact.text("path", store -> Json.list(List.of(store.name())))),
                        Fact.join(List.of(name, type, status, message, uris, properties), Fact.audit(Store::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().stores(viewer.organization())
                                    : viewer.catalog().findStore(viewer.organization(), only).stream()
                                            .toList();
                        })
                .seenIf((store, viewer) -> viewer.sees(Access.on(store, Privilege.USAGE)));
    }

    static String displayName(StoreTypes types, Store store) {
        try {
            return types.require(store.type()).displayName();
        } catch (StatementException e) {
            // its connector has been taken away; the store is still there
            return store.type();
        }
    }

    /** Without the secret ones, not even sealed. */
    static Map<String, String> settings(Store store) {
        Map<String, String> shown = new TreeMap<>(store.settings());
        shown.keySet().removeAll(store.secretNames());
        return shown;
    }

    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
