package io.braid.engine.organization;

import io.braid.catalog.Audit;
import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Database;
import io.braid.catalog.Defaults;
import io.braid.catalog.Grant;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Role;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import io.braid.engine.security.Privilege;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What there is before anyone has typed anything: an organization, its built-in roles, its first user. */
public final class Bootstrap {
    private static final String SYSTEM = "system";
    /** The database that a first user finds. */
    public static final String FIRST_DATABASE = "main";

    private Bootstrap() {}

    /** The first organization and its first user. */
    public record First(UUID organization, User user) {}

    /** Makes them on the first start; finds them on every later one. */
    public static First ensure(Catalog catalog, String organization, String email) {
        return catalog.write(transaction -> {
            List<Organization> known = transaction.organizations();
            if (!known.isEmpty()) {
                UUID id = known.get(0).id();
                User first = transaction.users(id).stream()
                        .min(java.util.Comparator.comparing(User::createdAt))
                        .orElseThrow(() -> new IllegalStateException("organization " + id + " has no user"));
                return new First(id, first);
            }
            return create(transaction, organization, email);
        });
    }

    private static First create(CatalogTransaction catalog, String name, String email) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Organization organization = new Organization(UUID.randomUUID(), name, "", now);
        User user = new User(UUID.randomUUID(), email, "", "", now);
        catalog.createOrganization(organization);
        catalog.createUser(user);
        roles(catalog, organization.id());
        catalog.grantRole(organization.id(), user.id(), "orgadmin");
        catalog.createDatabase(new Database(organization.id(), FIRST_DATABASE, Audit.now("sysadmin", email)));
        catalog.createNamespace(
                new Namespace(organization.id(), FIRST_DATABASE, "public", Audit.now("sysadmin", email)));
        catalog.setDefaults(
                organization.id(), user.id(), new Defaults("sysadmin", FIRST_DATABASE, "public", null, null));
        return new First(organization.id(), user);
    }

    private static void roles(CatalogTransaction catalog, UUID organization) {
        role(catalog, organization, "public", Set.of());
        role(catalog, organization, "useradmin", Set.of("public"));
        role(catalog, organization, "securityadmin", Set.of("useradmin"));
        role(catalog, organization, "sysadmin", Set.of("public"));
        role(catalog, organization, "orgadmin", Set.of("sysadmin", "securityadmin"));
        for (Privilege privilege : List.of(
                Privilege.CREATE_DATABASE,
                Privilege.CREATE_STORE,
                Privilege.CREATE_QUERY,
                Privilege.CREATE_COMPUTE_POOL,
                Privilege.CREATE_SCHEMA_REGISTRY,
                Privilege.CREATE_DESCRIPTOR_SOURCE,
                Privilege.CREATE_FUNCTION_SOURCE,
                Privilege.CREATE_FUNCTION)) {
            grant(catalog, organization, "sysadmin", privilege);
        }
        grant(catalog, organization, "useradmin", Privilege.MANAGE_MEMBERS);
        grant(catalog, organization, "securityadmin", Privilege.MANAGE_GRANTS);
    }

    private static void role(CatalogTransaction catalog, UUID organization, String name, Set<String> inherits) {
        catalog.createRole(new Role(organization, name, inherits, true, Audit.now("orgadmin", SYSTEM)));
    }

    private static void grant(CatalogTransaction catalog, UUID organization, String role, Privilege privilege) {
        catalog.putGrant(
                new Grant(organization, role, privilege.word(), "organization", "", true, "orgadmin", Instant.now()));
    }

    /** Makes or moves a store of the server's own broker; its port may change from start to start. */
    public static void ensureStore(Catalog catalog, First first, String name, String bootstrap, boolean asDefault) {
        catalog.write(transaction -> {
            Audit audit = Audit.now("sysadmin", first.user().email());
            Store store = new Store(
                    first.organization(),
                    name,
                    "KAFKA",
                    Map.of("uris", bootstrap, "tls.disabled", "true", "kafka.sasl.hash_function", "NONE"),
                    Set.of(),
                    Store.Status.READY,
                    "",
                    true,
                    audit);
            var known = transaction.findStore(first.organization(), name);
            if (known.isEmpty()) {
                transaction.createStore(store);
            } else if (known.get().embedded() && !known.get().settings().equals(store.settings())) {
                transaction.updateStore(new Store(
                        store.organization(),
                        name,
                        store.type(),
                        store.settings(),
                        Set.of(),
                        Store.Status.READY,
                        "",
                        true,
                        known.get().audit().touched()));
            }
            Defaults now =
                    transaction.defaults(first.organization(), first.user().id());
            if (asDefault && now.store() == null) {
                transaction.setDefaults(
                        first.organization(),
                        first.user().id(),
                        new Defaults(now.role(), now.database(), now.namespace(), name, now.computePool()));
            }
            return store;
        });
    }
}
