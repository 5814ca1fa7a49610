package io.braid.engine.organization;

import io.braid.catalog.ApiToken;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Defaults;
import io.braid.catalog.Invitation;
import io.braid.catalog.User;
import io.braid.engine.Caller;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.TokenIssuer;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.engine.statement.StatementResult.Revealed;
import io.braid.engine.statement.StatementResult.Told;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.UserStatement.AcceptInvitation;
import io.braid.sql.tree.UserStatement.InviteUser;
import io.braid.sql.tree.UserStatement.RejectInvitation;
import io.braid.sql.tree.UserStatement.RevokeInvitation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Invites users, and takes their answers. There is no e-mail: an invitation is listed for the one who is invited.
 * Somebody whom the server does not know gets an account and a token for it, which the answer shows to the one who
 * invites, to be handed over.
 */
public final class InvitationStatements implements StatementHandlers.Family {
    private static final String KIND = "invitation";
    private static final int MOST_INVITATIONS = 1_000;
    private static final Duration FIRST_TOKEN = Duration.ofDays(7);

    private final TokenIssuer issuer;

    public InvitationStatements(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(InviteUser.class, this::invite)
                .on(AcceptInvitation.class, this::accept)
                .on(RejectInvitation.class, this::reject)
                .on(RevokeInvitation.class, this::revoke);
    }

    private Prepared invite(InviteUser statement, StatementContext context) {
        List<String> emails = statement.emails().stream()
                .map(email -> email(email, statement.at()))
                .distinct()
                .toList();
        InvitationProperties properties = InvitationProperties.of(statement.properties(), statement.at(), context);
        return Prepared.needing(Access.onOrganization(Privilege.MANAGE_MEMBERS)).then(transaction -> {
            int waiting =
                    transaction.members().invitations(context.organization()).size();
            if (waiting + emails.size() > MOST_INVITATIONS) {
                throw StatementException.of(
                                ErrorCode.LIMIT_EXCEEDED, "%d invitations are waiting already", MOST_INVITATIONS)
                        .hint("revoke some first");
            }
            List<Told> told = new ArrayList<>();
            for (String email : emails) {
                told.add(invite(email, properties, statement.at(), context, transaction));
            }
            return new Revealed(TokenStatements.COLUMN, told);
        });
    }

    private Told invite(
            String email,
            InvitationProperties properties,
            Position at,
            StatementContext context,
            CatalogTransaction transaction) {
        Optional<User> known = transaction.members().findUser(email);
        if (known.filter(user ->
                        !transaction.rolesOf(context.organization(), user.id()).isEmpty())
                .isPresent()) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                            ErrorCode.DUPLICATE_USER, "user \"%s\" is a member of the organization already", email));
        }
        String token = known.isPresent() ? null : newAccount(email, transaction);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID id = UUID.randomUUID();
        transaction
                .members()
                .createInvitation(new Invitation(
                        id,
                        context.organization(),
                        email,
                        context.session().caller().email(),
                        properties.roles(),
                        properties.defaultRole(),
                        now,
                        now));
        return new Told(
                new Artifact(
                        KIND,
                        id.toString(),
                        "CREATE",
                        "user \"%s\" was invited to organization \"%s\"".formatted(email, context.organization()),
                        List.of(id.toString())),
                token);
    }

    /** The token is good for no organization until the account belongs to one. */
    private String newAccount(String email, CatalogTransaction transaction) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        User user = new User(UUID.randomUUID(), email, "", "", now);
        transaction.createUser(user);
        TokenIssuer.Issued issued = issuer.issue(
                new ApiToken(
                        UUID.randomUUID(),
                        Session.NOWHERE,
                        user.id(),
                        KIND,
                        null,
                        now,
                        now.plus(FIRST_TOKEN),
                        null,
                        ""),
                email);
        transaction.createApiToken(issued.token());
        return issued.text();
    }

    private Prepared accept(AcceptInvitation statement, StatementContext context) {
        Invitation seen = mine(statement.id(), statement.at(), context);
        return Prepared.needing().then(transaction -> {
            Invitation invitation = newest(transaction, seen, statement.at());
            UUID user = context.session().caller().user();
            UUID organization = invitation.organization();
            // Roles may have been dropped meanwhile.
            List<String> roles = Stream.concat(Stream.of(invitation.defaultRole()), invitation.roles().stream())
                    .filter(role -> transaction.findRole(organization, role).isPresent())
                    .toList();
            (roles.isEmpty() ? List.of("public") : roles)
                    .forEach(role -> transaction.grantRole(organization, user, role));
            transaction.setDefaults(organization, user, startingAt(invitation, transaction));
            if (transaction.members().defaultOrganization(user).isEmpty()) {
                transaction.members().setDefaultOrganization(user, organization);
            }
            transaction.members().dropInvitation(invitation.id());
            return new Done(
                    List.of(answered(invitation, "accepted")),
                    Sessions.in(organization, context.session(), transaction));
        });
    }

    private static Defaults startingAt(Invitation invitation, CatalogView catalog) {
        @Nullable
        String role = catalog.findRole(invitation.organization(), invitation.defaultRole())
                .map(it -> it.name())
                .orElse(null);
        @Nullable
        String store = catalog.stores(invitation.organization()).stream()
                .filter(it -> it.embedded())
                .map(it -> it.name())
                .findFirst()
                .orElse(null);
        return new Defaults(role, null, null, store, null);
    }

    private Prepared reject(RejectInvitation statement, StatementContext context) {
        Invitation seen = mine(statement.id(), statement.at(), context);
        return Prepared.needing().then(transaction -> {
            transaction
                    .members()
                    .dropInvitation(newest(transaction, seen, statement.at()).id());
            return Done.of(answered(seen, "rejected"));
        });
    }

    private static Artifact answered(Invitation invitation, String verb) {
        return new Artifact(
                KIND,
                invitation.id().toString(),
                "UPDATE",
                "invitation to join organization \"%s\" was %s".formatted(invitation.organization(), verb),
                List.of(invitation.id().toString()));
    }

    private Prepared revoke(RevokeInvitation statement, StatementContext context) {
        Invitation seen = find(statement.id(), context)
                .filter(it -> it.organization().equals(context.organization()))
                .orElseThrow(() -> missing(statement.id(), statement.at()));
        return Prepared.needing(Access.onOrganization(Privilege.MANAGE_MEMBERS)).then(transaction -> {
            transaction
                    .members()
                    .dropInvitation(newest(transaction, seen, statement.at()).id());
            return Done.of(new Artifact(
                    KIND,
                    seen.id().toString(),
                    "DROP",
                    "invitation to organization \"%s\" for \"%s\" was revoked"
                            .formatted(seen.organization(), seen.email()),
                    List.of(seen.id().toString())));
        });
    }

    private static Invitation mine(String id, Position at, StatementContext context) {
        Caller caller = context.session().caller();
        Invitation invitation = find(id, context)
                .filter(it -> it.email().equals(caller.email()))
                .orElseThrow(() -> missing(id, at));
        if (caller.organization() != null) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                                    ErrorCode.INSUFFICIENT_PRIVILEGE,
                                    "the token of this request is good for one organization only")
                            .hint("use one that was made without token.role_name"));
        }
        return invitation;
    }

    private static Optional<Invitation> find(String id, StatementContext context) {
        try {
            return context.catalog().members().findInvitation(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Invitation newest(CatalogTransaction transaction, Invitation seen, Position at) {
        return transaction
                .members()
                .findInvitation(seen.id())
                .orElseThrow(() -> missing(seen.id().toString(), at));
    }

    private static StatementException missing(String id, Position at) {
        return StatementContext.at(
                at,
                StatementException.of(ErrorCode.INVALID_USER, "invitation \"%s\" does not exist", id)
                        .hint("LIST MY INVITATIONS shows those that are for you"));
    }

    /** One spelling for each address. */
    static String email(String written, Position at) {
        String email = written.strip().toLowerCase(Locale.ROOT);
        if (email.length() > 254 || !email.matches("[^\\s@\"]+@[^\\s@\"]+")) {
            throw StatementContext.at(
                    at, StatementException.of(ErrorCode.INVALID_PARAMETER, "\"%s\" is no e-mail address", written));
        }
        return email;
    }
}
