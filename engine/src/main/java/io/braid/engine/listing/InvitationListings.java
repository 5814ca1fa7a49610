package io.braid.engine.listing;

import io.braid.catalog.Invitation;
import io.braid.catalog.Organization;
import java.util.List;

/** Invitations, as those who send them see them, and those who get them. */
final class InvitationListings {
    private InvitationListings() {}

    /** Those of the organization, for those who manage its members. */
    static Listing<Invitation> pending() {
        List<Fact<Invitation>> facts = List.of(
                id(),
                organization(),
                Fact.text("email_address", Invitation::email),
                Fact.text("invited_by", Invitation::invitedBy),
                Fact.text("user_roles", it -> String.join(", ", it.roles())),
                Fact.text("default_role", Invitation::defaultRole),
                Fact.time("created_at", Invitation::createdAt),
                Fact.time("updated_at", Invitation::updatedAt));
        return Listing.of(
                facts,
                Fact.join(facts, List.of(Fact.organization())),
                (viewer, wanted) -> viewer.managesMembers()
                        ? viewer.catalog().members().invitations(viewer.organization())
                        : List.of());
    }

    /** Those for the caller, of any organization. */
    static Listing<Invitation> mine() {
        return Listing.of(
                List.of(id(), organization(), Fact.text("invited_by", Invitation::invitedBy)),
                List.of(),
                (viewer, wanted) -> viewer.catalog()
                        .members()
                        .invitationsFor(viewer.session().caller().email()));
    }

    private static Fact<Invitation> id() {
        return Fact.<Invitation>text("id", it -> it.id().toString()).listedAs("ID");
    }

    private static Fact<Invitation> organization() {
        return Fact.of("org_name", io.braid.spi.DataType.VARCHAR, false, (it, viewer) -> viewer.catalog()
                .findOrganization(it.organization())
                .map(Organization::name)
                .orElse(""));
    }
}
