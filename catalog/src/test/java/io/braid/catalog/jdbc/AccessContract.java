package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.ANN;
import static io.braid.catalog.jdbc.Samples.AUDIT;
import static io.braid.catalog.jdbc.Samples.BOB;
import static io.braid.catalog.jdbc.Samples.OTHER;
import static io.braid.catalog.jdbc.Samples.TIME;
import static io.braid.catalog.jdbc.Samples.grant;
import static io.braid.catalog.jdbc.Samples.role;
import static io.braid.catalog.jdbc.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.ApiToken;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Defaults;
import io.braid.catalog.Grant;
import io.braid.catalog.Invitation;
import io.braid.catalog.Organization;
import io.braid.catalog.Role;
import io.braid.catalog.User;
import io.braid.spi.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Organizations, users, roles and grants. */
abstract class AccessContract extends CatalogFixture {
    @Test
    void organizations() {
        listed(CatalogView::organizations).extracting(Organization::name).containsExactly("acme", "other");
        found(view -> view.findOrganization(ACME)).contains(new Organization(ACME, "acme", "road runners", TIME));
        found(view -> view.findOrganization(UUID.randomUUID())).isEmpty();
        refuses(
                it -> it.createOrganization(new Organization(ACME, "acme", "", TIME)),
                ErrorCode.DUPLICATE_OBJECT,
                "organization \"acme\" already exists");
    }

    @Test
    void usersAreThoseWithARoleInTheOrganization() {
        found(view -> view.findUser(ANN.id())).contains(ANN);
        listed(view -> view.users(ACME)).isEmpty();
        write(it -> {
            it.grantRole(ACME, BOB.id(), "public");
            it.grantRole(ACME, ANN.id(), "sysadmin");
            it.grantRole(ACME, ANN.id(), "public");
            it.grantRole(ACME, ANN.id(), "public");
        });
        listed(view -> view.users(ACME)).containsExactly(ANN, BOB);
        listed(view -> view.users(OTHER)).isEmpty();
        listed(view -> List.copyOf(view.rolesOf(ACME, ANN.id()))).containsExactly("public", "sysadmin");
        listed(view -> List.copyOf(view.rolesOf(OTHER, ANN.id()))).isEmpty();
        write(it -> it.revokeRole(ACME, ANN.id(), "sysadmin"));
        listed(view -> List.copyOf(view.rolesOf(ACME, ANN.id()))).containsExactly("public");
    }

    @Test
    void usersHaveOneAddressEach() {
        refuses(
                it -> it.createUser(new User(UUID.randomUUID(), ANN.email(), "", "", TIME)),
                ErrorCode.DUPLICATE_USER,
                "user \"ann@example.com\" already exists");
    }

    @Test
    void defaultsAreReplaced() {
        assertThat(catalog.<Defaults>read(view -> view.defaults(ACME, ANN.id())))
                .isEqualTo(Defaults.NONE);
        write(it -> it.setDefaults(ACME, ANN.id(), new Defaults("public", "db", "public", "kafka", null)));
        write(it -> it.setDefaults(ACME, ANN.id(), new Defaults("public", null, null, "kafka", "batch")));
        assertThat(catalog.<Defaults>read(view -> view.defaults(ACME, ANN.id())))
                .isEqualTo(new Defaults("public", null, null, "kafka", "batch"));
        assertThat(catalog.<Defaults>read(view -> view.defaults(OTHER, ANN.id())))
                .isEqualTo(Defaults.NONE);
    }

    @Test
    void roles() {
        Role analyst = new Role(ACME, "Analyst ü", Set.of("public"), false, AUDIT);
        write(it -> it.createRole(analyst));
        found(view -> view.findRole(ACME, "Analyst ü")).contains(analyst);
        found(view -> view.findRole(OTHER, "Analyst ü")).isEmpty();
        listed(view -> view.roles(ACME))
                .containsExactly(
                        analyst, role("orgadmin", "sysadmin", "public"), role("public"), role("sysadmin", "public"));
        Role changed = new Role(ACME, "Analyst ü", Set.of(), false, AUDIT.ownedBy("orgadmin"));
        write(it -> it.updateRole(changed));
        found(view -> view.findRole(ACME, "Analyst ü")).contains(changed);
        refuses(it -> it.createRole(analyst), ErrorCode.DUPLICATE_ROLE, "role \"Analyst ü\" already exists");
    }

    @Test
    void aDroppedRoleIsTakenFromEveryone() {
        write(it -> {
            it.grantRole(ACME, ANN.id(), "sysadmin");
            it.putGrant(grant("sysadmin", "usage", "database", "\"db\""));
        });
        write(it -> it.dropRole(ACME, "sysadmin"));
        write(it -> it.createRole(role("sysadmin")));
        listed(view -> List.copyOf(view.rolesOf(ACME, ANN.id()))).isEmpty();
        listed(view -> view.grants(ACME)).isEmpty();
        found(view -> view.findRole(ACME, "orgadmin")).contains(role("orgadmin", "public"));
    }

    @Test
    void grantsAreReplacedByRolePrivilegeAndTarget() {
        Grant usage = grant("public", "usage", "database", "\"db\"");
        Grant create = grant("public", "create_database", "organization", "");
        Grant select = grant("sysadmin", "select", "relation", "\"db\".\"public\".\"a\"");
        Grant grantable = new Grant(ACME, "public", "usage", "database", "\"db\"", true, "ann", TIME.plusSeconds(9));
        write(it -> List.of(usage, create, select, grantable).forEach(it::putGrant));
        listed(view -> view.grants(ACME)).containsExactly(grantable, create, select);
        listed(view -> view.grants(OTHER)).isEmpty();
        listed(view -> view.grantsOf(ACME, Set.of("sysadmin", "nobody"))).containsExactly(select);
        listed(view -> view.grantsOf(ACME, Set.of("sysadmin", "public"))).hasSize(3);
        listed(view -> view.grantsOf(ACME, Set.of())).isEmpty();
        assertThat(catalog.<Boolean>write(it -> it.removeGrant(ACME, "public", "usage", "database", "\"db\"")))
                .isTrue();
        assertThat(catalog.<Boolean>write(it -> it.removeGrant(ACME, "public", "usage", "database", "\"db\"")))
                .isFalse();
        listed(view -> view.grants(ACME)).containsExactly(create, select);
    }

    @Test
    void grantsGoWithTheirTargetAndWhatIsInIt() {
        Grant twin = grant("public", "usage", "store", "\"dü\"");
        Grant entity = grant("public", "usage", "entity", "\"dü\".\"topic\"");
        Grant neighbour = grant("public", "usage", "schema", "\"düne\".\"public\"");
        write(it -> List.of(
                        grant("public", "usage", "database", "\"dü\""),
                        grant("public", "usage", "schema", "\"dü\".\"public\""),
                        grant("public", "select", "relation", "\"dü\".\"public\".\"a\""),
                        twin,
                        entity,
                        neighbour)
                .forEach(it::putGrant));
        write(it -> it.removeGrantsOn(ACME, "database", "\"dü\""));
        listed(view -> view.grants(ACME)).containsExactlyInAnyOrder(twin, entity, neighbour);
        write(it -> it.removeGrantsOn(ACME, "store", "\"dü\""));
        listed(view -> view.grants(ACME)).containsExactly(neighbour);
    }

    @Test
    void usersAreFoundByAddressAndHaveADefaultOrganization() {
        found(view -> view.members().findUser(ANN.email())).contains(ANN);
        found(view -> view.members().findUser("nobody@example.com")).isEmpty();
        found(view -> view.members().defaultOrganization(ANN.id())).isEmpty();
        write(it -> it.members().setDefaultOrganization(ANN.id(), OTHER));
        found(view -> view.members().defaultOrganization(ANN.id())).contains(OTHER);
        found(view -> view.findUser(ANN.id())).contains(ANN);
    }

    @Test
    void invitations() {
        Invitation first = invitation(ACME, "eve@example.com", 0);
        Invitation second = invitation(OTHER, "eve@example.com", 1);
        write(it -> {
            it.members().createInvitation(second);
            it.members().createInvitation(first);
        });
        listed(view -> view.members().invitations(ACME)).containsExactly(first);
        listed(view -> view.members().invitationsFor("eve@example.com")).containsExactly(first, second);
        found(view -> view.members().findInvitation(second.id())).contains(second);
        refuses(
                it -> it.members().createInvitation(invitation(ACME, "eve@example.com", 2)),
                ErrorCode.DUPLICATE_USER,
                "user \"eve@example.com\" is invited already");
        write(it -> it.members().dropInvitation(first.id()));
        found(view -> view.members().findInvitation(first.id())).isEmpty();
    }

    private static Invitation invitation(UUID organization, String email, int seconds) {
        return new Invitation(
                UUID.randomUUID(),
                organization,
                email,
                ANN.email(),
                List.of("public"),
                "reader",
                TIME.plusSeconds(seconds),
                TIME.plusSeconds(seconds));
    }

    @Test
    void whoLeavesAnOrganizationLeavesNothingThere() {
        ApiToken token = Samples.token(ANN, "ci");
        write(it -> {
            it.createRole(role("leaving"));
            it.grantRole(ACME, ANN.id(), "leaving");
            it.createApiToken(token);
            it.setDefaults(ACME, ANN.id(), new Defaults("leaving", null, null, null, null));
        });
        List<UUID> dropped = catalog.write(it -> it.members().removeMember(ACME, ANN.id()));
        assertThat(dropped).containsExactly(token.id());
        found(view -> view.findApiToken(token.id())).isEmpty();
        listed(view -> List.copyOf(view.rolesOf(ACME, ANN.id()))).isEmpty();
        listed(view -> List.of(view.defaults(ACME, ANN.id()))).containsExactly(Defaults.NONE);
        found(view -> view.findUser(ANN.id())).contains(ANN);
    }
}
