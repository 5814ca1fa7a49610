package io.braid.engine.statement;

import io.braid.catalog.Catalog;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.StatementAccess;
import io.braid.engine.session.Session;
import io.braid.sql.tree.ParsedStatement;
import java.util.List;
import java.util.function.Consumer;

/** The life of one statement: prepare, authorize, act. The only place where actions are run. */
public final class Dispatch {
    private Dispatch() {}

    /** @param needed hears what the statement needs, before it is known whether it may */
    public static StatementResult run(
            ParsedStatement statement,
            Session session,
            Catalog catalog,
            StatementHandlers handlers,
            Authorizer authorizer,
            Consumer<List<Access>> needed) {
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
}
