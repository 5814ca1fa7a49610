package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users across organizations, and those who are invited. */
public interface MembersView {
    /** @param email in lower case */
    Optional<User> findUser(String email);

    /** Where a user starts when a request names no organization; none when the user has not chosen one. */
    Optional<UUID> defaultOrganization(UUID user);

    /** Oldest first. */
    List<Invitation> invitations(UUID organization);

    /** Of every organization, oldest first. */
    List<Invitation> invitationsFor(String email);

    Optional<Invitation> findInvitation(UUID id);
}
