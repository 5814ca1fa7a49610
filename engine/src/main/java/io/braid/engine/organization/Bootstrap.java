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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What there is before anyone has typed anything: an organization, its built-in roles, its first user. */
public final class Bootstrap {
    private static final String SYSTEM = "system";
    /** The database that a first user finds. */
    public static final String FIRST_DATABASE = "main";

    /** Settings of a Kafka store. */
    private static final String PREFIX = "topic.prefix";

    private static final String HIDDEN_PREFIX = "topic.hidden_prefix";
    /** What topics of all organizations but the first begin with on the server's own broker. */
    private static final String OTHERS = "braid.organization.";

    private Bootstrap() {}

    /** The first organization and its first user. */
    public record First(UUID organization, User user) {}

    /** Makes them on the first start; finds them on every later one. */
    public static First ensure(Catalog catalog, String organization, String email) {
        return catalog.write(transaction -> {
            List<Organization> known = transaction.organizations();
            if (!known.isEmpty()) {
                UUID id = oldest(known).id();
                User first = transaction.users(id).stream()
                        .min(Comparator.comparing(User::createdAt))
                        .orElseThrow(() -> new IllegalStateException("organization " + id + " has no user"));
                return new First(id, first);
            }
            return create(transaction, organization, email);
        });
    }

    /** The one that the server began with. */
    static Organization oldest(List<Organization> organizations) {
        return organizations.stream()
                .min(Comparator.comparing(Organization::createdAt).thenComparing(Organization::id))
                .orElseThrow();
    }

    private static First create(CatalogTransaction catalog, String name, String email) {
        User user = new User(UUID.randomUUID(), email, "", "", now());
        catalog.createUser(user);
        return new First(create(catalog, name, user).id(), user);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** An organization with its built-in roles and a first database, whose first member may do everything. */
    static Organization create(CatalogTransaction catalog, String name, User user) {
        Organization organization = new Organization(UUID.randomUUID(), name, "", now());
        String email = user.email();
        catalog.createOrganization(organization);
        roles(catalog, organization.id());
        catalog.grantRole(organization.id(), user.id(), "orgadmin");
        catalog.createDatabase(new Database(organization.id(), FIRST_DATABASE, Audit.now("sysadmin", email)));
        catalog.createNamespace(
                new Namespace(organization.id(), FIRST_DATABASE, "public", Audit.now("sysadmin", email)));
        catalog.setDefaults(
                organization.id(), user.id(), new Defaults("sysadmin", FIRST_DATABASE, "public", null, null));
        return organization;
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
            Map<String, String> settings = Map.of(
                    "uris",
                    bootstrap,
                    "tls.disabled",
                    "true",
                    "kafka.sasl.hash_function",
                    "NONE",
                    HIDDEN_PREFIX,
                    OTHERS);
            Store store = store(first.organization(), name, settings, audit);
            var known = transaction.findStore(first.organization(), name);
            if (known.isEmpty()) {
                transaction.createStore(store);
            }
            moveStores(transaction, name, settings);
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

    /** The broker's address in the stores of all organizations. */
    private static void moveStores(CatalogTransaction catalog, String name, Map<String, String> first) {
        UUID oldest = oldest(catalog.organizations()).id();
        for (Organization organization : catalog.organizations()) {
            Map<String, String> settings =
                    organization.id().equals(oldest) ? first : ofOthers(first, organization.id());
            catalog.findStore(organization.id(), name)
                    .filter(Store::embedded)
                    .filter(store -> !store.settings().equals(settings))
                    .ifPresent(store -> catalog.updateStore(store(
                            organization.id(), name, settings, store.audit().touched())));
        }
    }

    /**
     * Gives a new organization stores of the server's own broker, and makes the first its member's default. Its topics have
     * a prefix that nobody sees, and the first organization does not see them.
     */
    static void shareBroker(CatalogTransaction catalog, Organization organization, User member) {
        UUID oldest = oldest(catalog.organizations()).id();
        Optional<Store> shared = catalog.stores(oldest).stream()
                .filter(Store::embedded)
                .filter(store -> store.settings().containsKey(HIDDEN_PREFIX))
                .min(Comparator.comparing(store -> store.audit().createdAt()));
        shared.ifPresent(store -> {
            catalog.createStore(store(
                    organization.id(),
                    store.name(),
                    ofOthers(store.settings(), organization.id()),
                    Audit.now("sysadmin", member.email())));
            catalog.setDefaults(
                    organization.id(),
                    member.id(),
                    new Defaults("sysadmin", FIRST_DATABASE, "public", store.name(), null));
        });
    }

    private static Map<String, String> ofOthers(Map<String, String> first, UUID organization) {
        Map<String, String> settings = new HashMap<>(first);
        settings.remove(HIDDEN_PREFIX);
        settings.put(PREFIX, OTHERS + organization + ".");
        return settings;
    }

    private static Store store(UUID organization, String name, Map<String, String> settings, Audit audit) {
        return new Store(organization, name, "KAFKA", settings, Set.of(), Store.Status.READY, "", true, audit);
    }
}
