package io.braid.engine.session;

import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Defaults;
import io.braid.catalog.Organization;
import io.braid.catalog.Role;
import io.braid.engine.Caller;
import io.braid.engine.StatementRequest;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes sessions from requests: what the request says, else what the token says, else the user's defaults. */
public final class Sessions {
    /** Role of a user who has chosen none. */
    public static final String DEFAULT_ROLE = "sysadmin";

    private Sessions() {}

    /**
     * A database, schema, store or compute pool that the request names need not exist: statements that use it will say so, and those
     * that do not must work.
     *
     * @throws StatementException 3D004 for an organization the caller is no member of, 3D001 and 42501 for a role
     */
    public static Session open(StatementRequest request, Caller caller, CatalogView catalog) {
        UUID organization = organization(request.organization(), caller, catalog);
        Defaults defaults = catalog.defaults(organization, caller.user());
        Set<String> granted = closure(organization, catalog.rolesOf(organization, caller.user()), catalog);
        String role = role(request.role(), caller, defaults, granted, organization, catalog);
        String database = first(request.database(), defaults.database());
        boolean ownDatabase = request.database() != null;
        String schema = first(request.schema(), ownDatabase ? "public" : defaults.namespace());
        String pool = first(request.computePool(), defaults.computePool());
        return new Session(
                organization,
                caller,
                role,
                closure(organization, Set.of(role), catalog),
                database,
                schema == null && database != null ? "public" : schema,
                first(request.store(), defaults.store()),
                pool == null ? ComputePool.DEFAULT : pool,
                request.zone(),
                request.attachments(),
                new Cancellation());
    }

    /** The session of the same caller in an organization, as a request that says nothing else would get it. */
    public static Session in(UUID organization, Session session, CatalogView catalog) {
        return in(organization.toString(), session, catalog);
    }

    /** @param organization id or name */
    public static Session in(String organization, Session session, CatalogView catalog) {
        return open(
                new StatementRequest("", organization, null, null, null, null, null, null, session.zone(), Map.of()),
                session.caller(),
                catalog);
    }

    private static @Nullable String first(@Nullable String wanted, @Nullable String otherwise) {
        return wanted != null ? wanted : otherwise;
    }

    /**
     * The organization that a request means.
     *
     * @param wanted its id or name; null for the caller's default
     * @return {@link Session#NOWHERE} for a caller who belongs to none and names none
     */
    public static UUID organization(@Nullable String wanted, Caller caller, CatalogView catalog) {
        if (wanted == null) {
            return byDefault(caller, catalog).map(Organization::id).orElse(Session.NOWHERE);
        }
        List<Organization> named = organizations(caller, catalog).stream()
                .filter(organization -> organization.id().toString().equals(wanted)
                        || organization.name().equals(wanted))
                .toList();
        if (named.size() == 1) {
            return named.get(0).id();
        }
        if (named.size() > 1) {
            throw StatementException.of(
                            ErrorCode.AMBIGUOUS_ORGANIZATION, "organization \"%s\" could be several", wanted)
                    .hint("name it by its id");
        }
        throw StatementException.of(ErrorCode.INVALID_ORGANIZATION, "organization \"%s\" does not exist", wanted);
    }

    /** The organizations that the caller belongs to and the token is good for, by name. */
    public static List<Organization> organizations(Caller caller, CatalogView catalog) {
        return catalog.organizations().stream()
                .filter(organization ->
                        caller.organization() == null || organization.id().equals(caller.organization()))
                .filter(organization ->
                        !catalog.rolesOf(organization.id(), caller.user()).isEmpty())
                .toList();
    }

    /** The organization of a request that names none: the chosen one, else the oldest. */
    public static Optional<Organization> byDefault(Caller caller, CatalogView catalog) {
        List<Organization> mine = organizations(caller, catalog);
        Optional<Organization> chosen = catalog.members()
                .defaultOrganization(caller.user())
                .flatMap(id -> mine.stream().filter(it -> it.id().equals(id)).findFirst());
        return chosen.isPresent()
                ? chosen
                : mine.stream()
                        .min(Comparator.comparing(Organization::createdAt).thenComparing(Organization::name));
    }

    private static String role(
            @Nullable String wanted,
            Caller caller,
            Defaults defaults,
            Set<String> granted,
            UUID organization,
            CatalogView catalog) {
        if (organization.equals(Session.NOWHERE)) {
            return "public";
        }
        String tokenRole = caller.role();
        Set<String> allowed = tokenRole == null ? granted : closure(organization, Set.of(tokenRole), catalog);
        String role = wanted != null ? wanted : tokenRole != null ? tokenRole : defaults.role();
        if (role == null) {
            return allowed.contains(DEFAULT_ROLE)
                    ? DEFAULT_ROLE
                    : allowed.stream().sorted().findFirst().orElse("public");
        }
        return require(role, allowed, organization, catalog);
    }

    /** The role, when it is one of those that may be used. */
    public static String require(String role, Set<String> allowed, UUID organization, CatalogView catalog) {
        if (allowed.contains(role)) {
            return role;
        }
        if (catalog.findRole(organization, role).isEmpty()) {
            throw StatementException.of(ErrorCode.INVALID_ROLE, "role \"%s\" does not exist", role);
        }
        throw StatementException.of(ErrorCode.INSUFFICIENT_PRIVILEGE, "role \"%s\" is not granted to you", role)
                .hint("LIST USER ROLES shows those that are");
    }

    /** The roles that a caller may take in an organization. */
    public static Set<String> usable(UUID organization, Caller caller, CatalogView catalog) {
        String tokenRole = caller.role();
        return closure(
                organization,
                tokenRole == null ? catalog.rolesOf(organization, caller.user()) : Set.of(tokenRole),
                catalog);
    }

    /** Roles and all they inherit; {@code public} belongs to everyone. */
    public static Set<String> closure(UUID organization, Set<String> roles, CatalogView catalog) {
        Set<String> all = new HashSet<>();
        Set<String> next = new HashSet<>(roles);
        next.add("public");
        while (!next.isEmpty()) {
            all.addAll(next);
            Set<String> found = new HashSet<>();
            for (String name : next) {
                catalog.findRole(organization, name).map(Role::inherits).ifPresent(found::addAll);
            }
            found.removeAll(all);
            next = found;
        }
        return all;
    }
}
