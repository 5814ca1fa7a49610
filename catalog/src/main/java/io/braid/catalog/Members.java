package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/** Changes to members and invitations; they throw as those of {@link CatalogTransaction} do. */
public interface Members extends MembersView {
    void setDefaultOrganization(UUID user, UUID organization);

    /** Throws 42P07 when that address is invited already. */
    void createInvitation(Invitation invitation);

    void dropInvitation(UUID id);

    /**
     * Takes a user's roles, defaults and tokens in an organization away; the account stays.
     *
     * @return ids of the tokens
     */
    List<UUID> removeMember(UUID organization, UUID user);
}
