package io.braid.engine.listing;

import io.braid.catalog.ApiToken;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Database;
import io.braid.catalog.DescriptorSource;
import io.braid.catalog.FunctionSource;
import io.braid.catalog.Invitation;
import io.braid.catalog.Namespace;
import io.braid.catalog.Organization;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreTypes;
import io.braid.sql.tree.ObjectType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be told of every kind of object. Holds nothing else; shared between threads. */
public final class Listings {
    static final String REGION = "local";

    /** Where work runs. There is only here. */
    record Region(String name) {}

    final Listing<Organization> organizations = ContainerListings.organizations();
    final Listing<Database> databases = ContainerListings.databases();
    final Listing<Namespace> schemas = ContainerListings.schemas();
    final Listing<Store> stores;
    final Listing<Relation> relations = RelationListings.relations();
    final Listing<Query> queries = QueryListings.queries();
    final Listing<ComputePool> pools = QueryListings.pools();
    final Listing<Role> roles = RoleListings.roles();
    final Listing<RoleListings.Held> privileges = RoleListings.privileges();
    final Listing<RoleListings.Membership> memberships = RoleListings.memberships();
    final Listing<Invitation> invitations = InvitationListings.pending();
    final Listing<ApiToken> tokens = RoleListings.tokens();
    final Listing<UserFunction> functions = LibraryListings.functions();
    final Listing<FunctionSource> functionSources = LibraryListings.functionSources();
    final Listing<DescriptorSource> descriptorSources = DescriptorListings.sources();
    final Listing<SchemaRegistry> schemaRegistries;
    final Listing<StoredSecret> secrets = LibraryListings.secrets();
    final Listing<Region> regions = Listing.of(
            List.of(
                    Fact.text("name", Region::name),
                    Fact.text("cloud", region -> "self-hosted"),
                    Fact.text("region", Region::name)),
            List.of(),
            (viewer, wanted) -> List.of(new Region(REGION)));

    private final Map<ObjectType, Listing<?>> byType;
    private final Map<String, Listing<?>> byTable;

    private final StoreTypes storeTypes;

    public Listings(StoreTypes storeTypes, RegistryTypes registryTypes) {
        this.storeTypes = storeTypes;
        stores = ContainerListings.stores(storeTypes);
        schemaRegistries = LibraryListings.schemaRegistries(registryTypes);
        byType = Map.ofEntries(
                Map.entry(ObjectType.ORGANIZATION, organizations),
                Map.entry(ObjectType.STORE, stores),
                Map.entry(ObjectType.DATABASE, databases),
                Map.entry(ObjectType.COMPUTE_POOL, pools),
                Map.entry(ObjectType.ROLE, roles),
                Map.entry(ObjectType.USER_ROLE, RoleListings.userRoles()),
                Map.entry(ObjectType.USER, RoleListings.users()),
                Map.entry(ObjectType.API_TOKEN, tokens),
                Map.entry(ObjectType.REGION, regions),
                Map.entry(ObjectType.FUNCTION, functions),
                Map.entry(ObjectType.FUNCTION_SOURCE, functionSources),
                Map.entry(ObjectType.DESCRIPTOR, DescriptorListings.descriptors()),
                Map.entry(ObjectType.DESCRIPTOR_SOURCE, descriptorSources),
                Map.entry(ObjectType.SCHEMA_REGISTRY, schemaRegistries),
                Map.entry(ObjectType.SECRET, secrets),
                Map.entry(ObjectType.INVITATION, invitations),
                Map.entry(ObjectType.PENDING_INVITATION, invitations),
                Map.entry(ObjectType.MY_INVITATION, InvitationListings.mine()),
                Map.entry(ObjectType.METRICS_INTEGRATION, EmptyListings.integrations()),
                Map.entry(ObjectType.SECURITY_INTEGRATION, EmptyListings.integrations()));
        byTable = new TreeMap<>(Map.ofEntries(
                Map.entry("organizations", organizations),
                Map.entry("databases", databases),
                Map.entry("schemas", schemas),
                Map.entry("relations", relations),
                Map.entry("relation_columns", RelationListings.columns()),
                Map.entry("stores", stores),
                Map.entry("schema_registries", schemaRegistries),
                Map.entry("secrets", secrets),
                Map.entry("queries", queries),
                Map.entry("compute_pools", pools),
                Map.entry("functions", functions),
                Map.entry("function_sources", functionSources),
                Map.entry("descriptor_sources", descriptorSources),
                Map.entry("roles", roles),
                Map.entry("role_privileges", privileges),
                Map.entry("user_grants", memberships),
                Map.entry("userdatas", EmptyListings.userData()),
                Map.entry("api_tokens", tokens),
                Map.entry("invitations", invitations),
                Map.entry("statements", StatementListings.statements())));
    }

    /** The listing of a kind that is listed whole, without IN. */
    Optional<Listing<?>> find(ObjectType type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** The type of a store as official clients know it. */
    String displayName(Store store) {
        return ContainerListings.displayName(storeTypes, store);
    }

    /** The listings behind the system tables, by the tables' names. */
    Map<String, Listing<?>> tables() {
        return Collections.unmodifiableMap(byTable);
    }
}
