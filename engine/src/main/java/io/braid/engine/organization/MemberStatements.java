package io.braid.engine.organization;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogView;
import io.braid.catalog.User;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.TokenIssuer;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.UserStatement.DropUser;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows members out. Their account stays: they may belong to other organizations. */
public final class MemberStatements implements StatementHandlers.Family {
    private static final String ADMINISTRATOR = "orgadmin";

    private final Catalog catalog;
    private final TokenIssuer issuer;

    public MemberStatements(Catalog catalog, TokenIssuer issuer) {
        this.catalog = catalog;
        this.issuer = issuer;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(DropUser.class, this::drop);
    }

    private Prepared drop(DropUser statement, StatementContext context) {
        String email = InvitationStatements.email(statement.email(), statement.at());
        Optional<User> found = context.catalog().users(context.organization()).stream()
                .filter(user -> user.email().equals(email))
                .findFirst();
        List<String> path = List.of(email);
        if (found.isEmpty() && statement.ifMissing() == IfMissing.SKIP) {
            return Prepared.answered(Artifact.notThere("user", email, path));
        }
        User user = found.orElseThrow(() -> StatementContext.at(
                statement.at(),
                StatementException.of(ErrorCode.INVALID_USER, "user \"%s\" does not exist", email)
                        .hint("LIST USERS shows the members of the organization")));
        return Prepared.needing(Access.onOrganization(Privilege.MANAGE_MEMBERS)).outside(() -> {
            List<UUID> tokens = catalog.write(transaction -> {
                refuseLastAdministrator(transaction, context.organization(), user, statement.at());
                return transaction.members().removeMember(context.organization(), user.id());
            });
            tokens.forEach(issuer::revoked);
            return Done.of(new Artifact(
                    "user", email, "DROP", "user %s was dropped from the organization".formatted(email), path));
        });
    }

    private static void refuseLastAdministrator(CatalogView catalog, UUID organization, User leaving, Position at) {
        boolean another = catalog.users(organization).stream()
                .filter(user -> !user.id().equals(leaving.id()))
                .anyMatch(user -> catalog.rolesOf(organization, user.id()).contains(ADMINISTRATOR));
        if (!another && catalog.rolesOf(organization, leaving.id()).contains(ADMINISTRATOR)) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                                    ErrorCode.DEPENDENT_OBJECTS,
                                    "user \"%s\" is the last one with role \"%s\"",
                                    leaving.email(),
                                    ADMINISTRATOR)
                            .hint("grant it to another member first"));
        }
    }
}
