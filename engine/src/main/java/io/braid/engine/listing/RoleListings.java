package io.braid.engine.listing;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Grant;
import io.braid.catalog.Role;
import io.braid.catalog.User;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Sessions;
import io.braid.spi.DataType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Roles, those who have them, and what they may do. */
final class RoleListings {
    private RoleListings() {}

    /** A privilege, or another role, that a role has. */
    record Held(
            String role, String type, String target, String name, boolean grantOption, String grantor, Instant at) {}

    /** A role that a user has directly. */
    record Membership(User user, String role) {}

    static Listing<Role> roles() {
        Fact<Role> name = Fact.text("name", Role::name);
        Fact<Role> owner = Fact.owner(Role::audit);
        return Listing.of(
                        List.of(name, current(), byDefault(), owner, Fact.createdAt(Role::audit)),
                        Fact.join(
                                List.of(
                                        name,
                                        owner,
                                        Fact.of("granted_to", DataType.VARCHAR, true, RoleListings::grantedTo),
                                        Fact.maybeText("granted_roles", role -> names(role.inherits().stream())),
                                        Fact.of(
                                                "member_count",
                                                DataType.INTEGER,
                                                false,
                                                (role, viewer) -> viewer.memberCount(role.name()))),
                                Fact.audit(Role::audit).stream()
                                        .filter(fact -> !fact.stored().equals(owner.stored()))
                                        .toList()),
                        (viewer, wanted) -> viewer.roles())
                .seenIf((role, viewer) -> viewer.seesRole(role));
    }

    /** The roles that the caller may take. */
    static Listing<Role> userRoles() {
        return Listing.of(
                List.of(
                        Fact.text("name", Role::name),
                        current(),
                        byDefault(),
                        Fact.of("is_inherited", DataType.BOOLEAN, false, (role, viewer) -> !viewer.catalog()
                                .rolesOf(
                                        viewer.organization(),
                                        viewer.session().caller().user())
                                .contains(role.name()))),
                List.of(),
                (viewer, wanted) -> viewer.roles().stream()
                        .filter(role -> viewer.usableRoles().contains(role.name()))
                        .toList());
    }

    private static Fact<Role> current() {
        return Fact.of("is_current", DataType.BOOLEAN, false, (role, viewer) -> role.name()
                .equals(viewer.session().role()));
    }

    private static Fact<Role> byDefault() {
        return Fact.of("is_default", DataType.BOOLEAN, false, (role, viewer) -> role.name()
                .equals(viewer.defaultRole()));
    }

    private static @Nullable String grantedTo(Role role, Viewer viewer) {
        return names(viewer.roles().stream()
                .filter(other -> other.inherits().contains(role.name()))
                .map(Role::name));
    }

    private static @Nullable String names(Stream<String> roles) {
        List<String> sorted = roles.sorted().toList();
        return sorted.isEmpty() ? null : Json.list(sorted);
    }

    static Listing<Held> privileges() {
        Fact<Held> option = Fact.flag("grant_option", Held::grantOption);
        return Listing.of(
                List.of(
                        // DESCRIBE ROLE
                        Fact.<Held>text("role_priv_target", Held::target).listedAs("Type"),
                        Fact.<Held>text("role_priv_target_name", Held::name).listedAs("Name"),
                        Fact.<Held>text("role_priv_type", Held::type).listedAs("Privilege"),
                        option.listedAs("WithGrantOption"),
                        Fact.<Held>text("grantor_role", Held::grantor).listedAs("GrantedBy")),
                List.of(
                        Fact.text("role_name", Held::role),
                        Fact.text("role_priv_type", Held::type),
                        Fact.text("role_priv_target", Held::target),
                        Fact.text("role_priv_target_name", Held::name),
                        option,
                        Fact.text("grantor_role", Held::grantor),
                        Fact.time("granted_at", Held::at),
                        Fact.organization()),
                RoleListings::held);
    }

    private static List<Held> held(Viewer viewer, Wanted wanted) {
        String only = wanted.text("role_name");
        List<Grant> grants = only == null
                ? viewer.catalog().grants(viewer.organization())
                : viewer.catalog().grantsOf(viewer.organization(), Set.of(only));
        List<Held> all = new ArrayList<>();
        for (Role role : viewer.roles()) {
            if ((only != null && !only.equals(role.name())) || !viewer.seesRole(role)) {
                continue;
            }
            role.inherits().stream()
                    .sorted()
                    .map(other -> new Held(
                            role.name(),
                            Privilege.USAGE.word(),
                            "role",
                            other,
                            false,
                            role.audit().owner(),
                            role.audit().updatedAt()))
                    .forEach(all::add);
            grants.stream()
                    .filter(grant -> grant.role().equals(role.name()))
                    .map(RoleListings::held)
                    .forEach(all::add);
        }
        return all;
    }

    private static Held held(Grant grant) {
        // a privilege on the organization shows the name of the role that has it
        String name = grant.target().isEmpty()
                ? grant.role()
                : Fqn.parse(grant.target()).map(Fqn::readable).orElse(grant.target());
        return new Held(
                grant.role(),
                grant.privilege(),
                grant.targetKind(),
                name,
                grant.withGrantOption(),
                grant.grantor(),
                grant.grantedAt());
    }

    /** Those who manage members see everyone's roles, others their own. */
    static Listing<Membership> memberships() {
        return Listing.of(
                List.of(
                        Fact.<Membership>text("role_name", Membership::role).listedAs("Name"),
                        Fact.of("is_default", DataType.BOOLEAN, false, (it, viewer) -> it.role()
                                .equals(defaultRole(it, viewer)))),
                List.of(
                        Fact.text("org_member_id", it -> it.user().id().toString()),
                        Fact.text("user_name", it -> fullName(it.user())),
                        Fact.text("user_email", it -> it.user().email()),
                        Fact.text("role_name", Membership::role),
                        Fact.time("granted_at", it -> it.user().createdAt()),
                        Fact.organization()),
                (viewer, wanted) -> {
                    boolean everyone = viewer.managesMembers();
                    List<Membership> all = new ArrayList<>();
                    for (User user : viewer.catalog().users(viewer.organization())) {
                        if (everyone
                                || user.id().equals(viewer.session().caller().user())) {
                            viewer.catalog().rolesOf(viewer.organization(), user.id()).stream()
                                    .sorted()
                                    .forEach(role -> all.add(new Membership(user, role)));
                        }
                    }
                    return all;
                });
    }

    private static String defaultRole(Membership it, Viewer viewer) {
        String chosen =
                viewer.catalog().defaults(viewer.organization(), it.user().id()).role();
        return chosen == null ? Sessions.DEFAULT_ROLE : chosen;
    }

    private static String fullName(User user) {
        String name = (user.givenName() + " " + user.familyName()).strip();
        return name.isEmpty() ? user.email() : name;
    }

    static Listing<User> users() {
        return Listing.of(
                List.of(
                        Fact.text("given_name", User::givenName),
                        Fact.text("family_name", User::familyName),
                        Fact.of("is_current", DataType.BOOLEAN, false, (user, viewer) -> user.id()
                                .equals(viewer.session().caller().user())),
                        Fact.text("email", User::email),
                        Fact.text("locale", user -> "en")),
                List.of(),
                (viewer, wanted) -> viewer.catalog().users(viewer.organization()));
    }

    /** The caller's own. */
    static Listing<ApiToken> tokens() {
        Fact<ApiToken> name = Fact.text("name", ApiToken::name);
        Fact<ApiToken> lastUsed = Fact.of("last_used", Fact.TIME, true, (token, viewer) -> token.lastUsed());
        Fact<ApiToken> createdAt = Fact.time("created_at", ApiToken::createdAt);
        Fact<ApiToken> expiresAt = Fact.time("expires_at", ApiToken::expiresAt);
        Fact<ApiToken> role = Fact.maybeText("role_name", ApiToken::role);
        return Listing.of(
                        List.of(name, lastUsed, createdAt, expiresAt),
                        List.of(
                                Fact.text("id", token -> token.id().toString()),
                                name,
                                role,
                                lastUsed,
                                createdAt,
                                expiresAt,
                                Fact.organization()),
                        (viewer, wanted) -> viewer.catalog()
                                .apiTokens(
                                        viewer.organization(),
                                        viewer.session().caller().user()))
                .detailed(List.of(role));
    }
}
