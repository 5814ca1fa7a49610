package io.braid.engine.listing;

import io.braid.catalog.CatalogView;
import io.braid.catalog.Defaults;
import io.braid.catalog.Organization;
import io.braid.catalog.Role;
import io.braid.catalog.User;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.spi.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who looks at a listing, and at which state of the catalog. What is asked for again is read once. One thread's. */
final class Viewer {
    private final Session session;
    private final CatalogView catalog;
    private final Authorizer authorizer;
    private Authorizer.@Nullable Visibility visibility;
    private @Nullable Defaults defaults;
    private @Nullable List<Role> roles;
    private @Nullable Set<String> roleNames;
    private @Nullable Map<String, Integer> memberCounts;
    private @Nullable List<Organization> organizations;
    private @Nullable Set<String> usable;

    Viewer(Session session, CatalogView catalog, Authorizer authorizer) {
        this.session = session;
        this.catalog = catalog;
        this.authorizer = authorizer;
    }

    Session session() {
        return session;
    }

    CatalogView catalog() {
        return catalog;
    }

    UUID organization() {
        return session.organization();
    }

    boolean sees(Access object) {
        if (visibility == null) {
            visibility = authorizer.visibility(session, catalog);
        }
        return visibility.sees(object);
    }

    /** A role is seen by those who have it, who may use it, and who manage members or grants. */
    boolean seesRole(Role role) {
        return usableRoles().contains(role.name())
                || managesMembers()
                || managesGrants()
                || sees(access(role, Privilege.USAGE));
    }

    boolean managesGrants() {
        return authorizer.allows(Access.onOrganization(Privilege.MANAGE_GRANTS), session, catalog);
    }

    boolean managesMembers() {
        return authorizer.allows(Access.onOrganization(Privilege.MANAGE_MEMBERS), session, catalog);
    }

    static Access access(Role role, Privilege privilege) {
        return new Access(
                privilege, "role", Names.always(role.name()), role.audit().owner());
    }

    Defaults defaults() {
        if (defaults == null) {
            defaults = catalog.defaults(organization(), session.caller().user());
        }
        return defaults;
    }

    /** The schema that a session starts in when it starts in this database. */
    String defaultSchema(String database) {
        String chosen = defaults().namespace();
        return chosen != null && database.equals(defaults().database()) ? chosen : "public";
    }

    String defaultRole() {
        String chosen = defaults().role();
        return chosen == null ? Sessions.DEFAULT_ROLE : chosen;
    }

    List<Role> roles() {
        if (roles == null) {
            roles = catalog.roles(organization());
        }
        return roles;
    }

    boolean hasRole(String name) {
        if (roleNames == null) {
            roleNames = roles().stream().map(Role::name).collect(Collectors.toSet());
        }
        return roleNames.contains(name);
    }

    /** The roles that the caller may take. */
    Set<String> usableRoles() {
        if (usable == null) {
            usable = Sessions.usable(organization(), session.caller(), catalog);
        }
        return usable;
    }

    int memberCount(String role) {
        if (memberCounts == null) {
            memberCounts = new HashMap<>();
            for (User user : catalog.users(organization())) {
                for (String granted : catalog.rolesOf(organization(), user.id())) {
                    memberCounts.merge(granted, 1, Integer::sum);
                }
            }
        }
        return memberCounts.getOrDefault(role, 0);
    }

    /** The organizations that the caller belongs to and the token is good for. */
    List<Organization> organizations() {
        if (organizations == null) {
            organizations = Sessions.organizations(session.caller(), catalog);
        }
        return organizations;
    }

    /** Whether a request that names no organization means this one. */
    boolean isDefault(Organization organization) {
        return Sessions.byDefault(session.caller(), catalog)
                .filter(organization::equals)
                .isPresent();
    }
}
