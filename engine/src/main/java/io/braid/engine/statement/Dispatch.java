package io.braid.engine.statement;

import io.braid.catalog.Catalog;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.StatementAccess;
import io.braid.engine.session.Session;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.OrganizationStatement;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.SessionStatement.Use;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.TokenStatement;
import io.braid.sql.tree.UserStatement.AcceptInvitation;
import io.braid.sql.tree.UserStatement.RejectInvitation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The life of one statement: prepare, authorize, act. The only place where actions are run. */
public final class Dispatch {
    private static final Set<ObjectType> ANYWHERE =
            Set.of(ObjectType.ORGANIZATION, ObjectType.MY_INVITATION, ObjectType.API_TOKEN);

    private Dispatch() {}

    /** @param needed hears what the statement needs, before it is known whether it may */
    public static StatementResult run(
            ParsedStatement statement,
            Session session,
            Catalog catalog,
            StatementHandlers handlers,
            Authorizer authorizer,
            Consumer<List<Access>> needed) {
        requireOrganization(statement.statement(), session);
        Prepared prepared = catalog.read(view -> {
            StatementContext context = new StatementContext(session, view, authorizer, statement.text());
            Prepared understood = handlers.prepare(statement.statement(), context);
            StatementAccess.verify(statement.statement(), understood.needs());
            needed.accept(understood.needs());
            authorizer.require(understood.needs(), session, view);
            return understood;
        });
        session.cancellation().check();
        if (prepared.action() instanceof Prepared.Change change) {
            return catalog.write(change.work());
        }
        if (prepared.action() instanceof Prepared.Read read) {
            return catalog.read(read.work());
        }
        return ((Prepared.Outside) prepared.action()).work().get();
    }

    /** Whoever belongs to no organization can found one, join one, and have tokens. */
    private static void requireOrganization(Statement statement, Session session) {
        boolean anywhere = statement instanceof OrganizationStatement
                || statement instanceof TokenStatement
                || statement instanceof AcceptInvitation
                || statement instanceof RejectInvitation
                || (statement instanceof Use use && use.type() == ObjectType.ORGANIZATION)
                || (statement instanceof ListObjects list && ANYWHERE.contains(list.type()));
        if (!anywhere && session.organization().equals(Session.NOWHERE)) {
            throw StatementException.of(
                            ErrorCode.INVALID_ORGANIZATION,
                            "user \"%s\" belongs to no organization",
                            session.caller().email())
                    .hint("LIST MY INVITATIONS shows what there is to accept, CREATE ORGANIZATION makes a new one");
        }
    }
}
