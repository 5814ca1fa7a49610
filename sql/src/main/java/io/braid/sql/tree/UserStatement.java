package io.braid.sql.tree;

import java.util.List;

/** Statements about the members of an organization. */
public sealed interface UserStatement extends Statement {
    record InviteUser(List<String> emails, List<Property> properties, Position at) implements UserStatement {
        public InviteUser {
            emails = List.copyOf(emails);
            properties = List.copyOf(properties);
        }
    }

    record AcceptInvitation(String id, Position at) implements UserStatement {}

    record RejectInvitation(String id, Position at) implements UserStatement {}

    record RevokeInvitation(String id, Position at) implements UserStatement {}

    record DropUser(String email, IfMissing ifMissing, Position at) implements UserStatement {}
}
