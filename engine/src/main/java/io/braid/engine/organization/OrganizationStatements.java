package io.braid.engine.organization;

import io.braid.catalog.Organization;
import io.braid.catalog.User;
import io.braid.engine.Caller;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.OrganizationStatement.CreateOrganization;
import java.util.List;
import java.util.Optional;

/** Creates organizations: anybody may, and is the first member of what they created. */
public final class OrganizationStatements implements StatementHandlers.Family {
    private static final String KIND = "organization";
    private static final int MOST_ORGANIZATIONS = 1_000;

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateOrganization.class, this::create);
    }

    private Prepared create(CreateOrganization statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), KIND);
        Caller caller = context.session().caller();
        if (caller.organization() != null) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                                    ErrorCode.INSUFFICIENT_PRIVILEGE,
                                    "the token of this request is good for one organization only")
                            .hint("use one that was made without token.role_name"));
        }
        return Prepared.needing().then(catalog -> {
            Optional<Organization> known = catalog.organizations().stream()
                    .filter(other -> other.name().equals(name))
                    .filter(other -> !catalog.rolesOf(other.id(), caller.user()).isEmpty())
                    .findFirst();
            if (known.isPresent()) {
                if (statement.ifExists() == IfExists.SKIP) {
                    return Done.of(Artifact.alreadyThere(KIND, name, List.of(name)));
                }
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                ErrorCode.AMBIGUOUS_ORGANIZATION, "organization \"%s\" already exists", name));
            }
            if (catalog.organizations().size() >= MOST_ORGANIZATIONS) {
                throw StatementException.of(
                        ErrorCode.LIMIT_EXCEEDED, "there are %d organizations already", MOST_ORGANIZATIONS);
            }
            User user = catalog.findUser(caller.user()).orElseThrow();
            Organization created = Bootstrap.create(catalog, name, user);
            Bootstrap.shareBroker(catalog, created, user);
            catalog.members().setDefaultOrganization(user.id(), created.id());
            Session next = Sessions.in(created.id(), context.session(), catalog);
            return new Done(List.of(Artifact.created(KIND, name, List.of(name))), next);
        });
    }
}
