package io.braid.engine.organization;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.engine.Caller;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.security.TokenIssuer;
import io.braid.engine.security.TokenIssuer.Issued;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.engine.statement.StatementResult.Revealed;
import io.braid.engine.statement.StatementResult.Told;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.TokenStatement.CreateApiToken;
import io.braid.sql.tree.TokenStatement.DropApiToken;
import io.braid.sql.tree.TokenStatement.RenewApiToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, renews and drops the caller's own API tokens. The text of one is in the answer, and nowhere after that. */
public final class TokenStatements implements StatementHandlers.Family {
    private static final String KIND = "api_token";
    static final String COLUMN = "Token";
    private static final int MOST_TOKENS = 100;

    private final Catalog catalog;
    private final TokenIssuer issuer;

    public TokenStatements(Catalog catalog, TokenIssuer issuer) {
        this.catalog = catalog;
        this.issuer = issuer;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateApiToken.class, this::create)
                .on(RenewApiToken.class, this::renew)
                .on(DropApiToken.class, this::drop);
    }

    private Prepared create(CreateApiToken statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "api token");
        TokenProperties properties = TokenProperties.of(statement.properties(), statement.at());
        String role = role(properties, context);
        Caller caller = context.session().caller();
        return Prepared.needing().then(transaction -> {
            List<ApiToken> mine = transaction.apiTokens(context.organization(), caller.user());
            if (statement.ifExists() == IfExists.SKIP
                    && mine.stream().anyMatch(token -> token.name().equals(name))) {
                return Done.of(Artifact.alreadyThere(KIND, name, List.of(name)));
            }
            if (mine.size() >= MOST_TOKENS) {
                throw StatementException.of(
                                ErrorCode.LIMIT_EXCEEDED, "there are %d of your tokens already", MOST_TOKENS)
                        .hint("drop one first");
            }
            Instant now = now();
            Issued issued = issuer.issue(
                    new ApiToken(
                            UUID.randomUUID(),
                            context.organization(),
                            caller.user(),
                            name,
                            role,
                            now,
                            now.plus(Duration.ofDays(properties.days())),
                            null,
                            ""),
                    caller.email());
            transaction.createApiToken(issued.token());
            return told(name, "CREATE", "created", issued.text());
        });
    }

    /** A token can do no more than the one it is made with. */
    private static @Nullable String role(TokenProperties properties, StatementContext context) {
        Session session = context.session();
        String wanted = properties.role();
        if (wanted == null) {
            return session.caller().role();
        }
        try {
            return Sessions.require(
                    wanted,
                    Sessions.usable(session.organization(), session.caller(), context.catalog()),
                    session.organization(),
                    context.catalog());
        } catch (StatementException e) {
            throw StatementContext.at(properties.roleAt(), e);
        }
    }

    private Prepared renew(RenewApiToken statement, StatementContext context) {
        ApiToken seen = require(statement.name(), context);
        return Prepared.needing().outside(() -> {
            StatementResult result = catalog.write(transaction -> {
                ApiToken token = newest(transaction, seen, statement.name());
                Instant now = now();
                Duration validity = Duration.between(token.createdAt(), token.expiresAt());
                Issued issued = issuer.issue(
                        new ApiToken(
                                token.id(),
                                token.organization(),
                                token.user(),
                                token.name(),
                                token.role(),
                                now,
                                now.plus(validity),
                                null,
                                ""),
                        context.session().caller().email());
                transaction.updateApiToken(issued.token());
                return told(token.name(), "ALTER", "refreshed", issued.text());
            });
            issuer.revoked(seen.id());
            return result;
        });
    }

    private Prepared drop(DropApiToken statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP && find(name, context).isEmpty()) {
            return Prepared.answered(Artifact.notThere(KIND, name, List.of(name)));
        }
        ApiToken seen = require(statement.name(), context);
        return Prepared.needing().outside(() -> {
            catalog.write(transaction -> {
                transaction.dropApiToken(
                        newest(transaction, seen, statement.name()).id());
                return seen.id();
            });
            issuer.revoked(seen.id());
            return Done.of(artifact(name, "DROP", "dropped"));
        });
    }

    private static Revealed told(String name, String command, String verb, String text) {
        return new Revealed(COLUMN, List.of(new Told(artifact(name, command, verb), text)));
    }

    private static Artifact artifact(String name, String command, String verb) {
        return new Artifact(
                KIND, name, command, "%s %s was successfully %s".formatted(KIND, name, verb), List.of(name));
    }

    private static Optional<ApiToken> find(String name, StatementContext context) {
        return context
                .catalog()
                .apiTokens(context.organization(), context.session().caller().user())
                .stream()
                .filter(token -> token.name().equals(name))
                .findFirst();
    }

    private static ApiToken require(Identifier name, StatementContext context) {
        ApiToken token = find(name.value(), context).orElseThrow(() -> missing(name));
        Caller caller = context.session().caller();
        String role = token.role();
        // Otherwise a token with few rights could have one with more shown to it.
        if (caller.role() != null
                && (role == null
                        || !Sessions.usable(context.organization(), caller, context.catalog())
                                .contains(role))) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(
                            ErrorCode.INSUFFICIENT_PRIVILEGE,
                            "api token \"%s\" has more rights than the one of this request",
                            name.value()));
        }
        return token;
    }

    private static ApiToken newest(CatalogTransaction transaction, ApiToken seen, Identifier name) {
        return transaction.findApiToken(seen.id()).orElseThrow(() -> missing(name));
    }

    private static StatementException missing(Identifier name) {
        return StatementContext.at(
                name.at(),
                StatementException.of(ErrorCode.INVALID_API_TOKEN, "api token \"%s\" does not exist", name.value())
                        .hint("LIST API_TOKENS shows yours"));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS); // as a token's own times are
    }
}
