package io.braid.engine.service;

import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementRequest;
import io.braid.engine.run.LiveResults;
import io.braid.engine.security.Authorizer;
import io.braid.engine.service.StatementTracker.Spooled;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Dispatch;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.ParsedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the statements of one request: understand, ask, act, remember. */
final class StatementRunner {
    private static final Logger log = LoggerFactory.getLogger(StatementRunner.class);

    private final Catalog catalog;
    private final StatementHandlers handlers;
    private final Authorizer authorizer;
    private final StatementTracker tracker;
    private final LiveResults live;
    private final Limits limits;

    StatementRunner(
            Catalog catalog,
            StatementHandlers handlers,
            Authorizer authorizer,
            StatementTracker tracker,
            LiveResults live,
            Limits limits) {
        this.catalog = catalog;
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.tracker = tracker;
        this.live = live;
        this.limits = limits;
    }

    /** An end and the rows that are asked for first. */
    private record Ended(StatementOutcome outcome, List<@Nullable String[]> first) {}

    void run(UUID id, StatementRequest request, Caller caller) {
        List<UUID> singles = new ArrayList<>();
        Ended ended;
        try {
            ended = batch(id, request, caller, singles);
        } catch (Throwable e) { // the caller waits for an end, whatever happens
            ended = failed(id, SessionContext.NONE, e);
        }
        tracker.end(id, ended.outcome(), singles, ended.first());
    }

    private Ended batch(UUID id, StatementRequest request, Caller caller, List<UUID> singles) {
        Session session;
        List<ParsedStatement> statements;
        try {
            session = catalog.read(view -> Sessions.open(request, caller, view));
        } catch (StatementException e) {
            return failed(id, SessionContext.NONE, e);
        }
        try {
            statements = parse(request.statement());
        } catch (StatementException e) {
            return failed(id, session.context(), e);
        }
        if (statements.isEmpty()) {
            return nothing(session);
        }
        if (statements.size() == 1) {
            return single(id, statements.get(0), session).ended();
        }
        Single last = new Single(nothing(session), session);
        for (ParsedStatement statement : statements) {
            UUID one = tracker.begin(caller.user());
            singles.add(one);
            last = single(one, statement, last.next());
            tracker.end(one, last.ended().outcome(), List.of(), last.ended().first());
            if (last.ended().outcome() instanceof StatementOutcome.Failed) {
                break;
            }
        }
        return lastOf(id, singles, last.ended());
    }

    /** The answer to a batch is that of its last statement, under the id of the batch. */
    private Ended lastOf(UUID id, List<UUID> singles, Ended last) {
        UUID one = singles.get(singles.size() - 1);
        if (last.outcome() instanceof StatementOutcome.Streaming) {
            live.take(one).ifPresent(feed -> live.offer(id, feed));
        }
        if (last.outcome() instanceof StatementOutcome.Rows rows
                && rows.partitions().size() > 0) {
            tracker.copy(one, id, rows.partitions().size());
        }
        return last;
    }

    private List<ParsedStatement> parse(String text) {
        if (text.length() > limits.statementLength()) {
            throw StatementException.of(
                    ErrorCode.LIMIT_EXCEEDED,
                    "a statement can have %d characters at most, this one has %d",
                    limits.statementLength(),
                    text.length());
        }
        try {
            List<ParsedStatement> statements = new SqlParser().parse(text);
            if (statements.size() > limits.batchLength()) {
                throw StatementException.of(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a request can have %d statements at most, this one has %d",
                        limits.batchLength(),
                        statements.size());
            }
            return statements;
        } catch (ParsingException e) {
            throw syntaxError(e);
        }
    }

    private static StatementException syntaxError(ParsingException e) {
        StatementException problem = StatementException.of(ErrorCode.SYNTAX_ERROR, "%s", String.valueOf(e.getMessage()))
                .at(e.position().line(), e.position().column());
        return e.hint().map(problem::hint).orElse(problem);
    }

    private record Single(Ended ended, Session next) {}

    private Single single(UUID id, ParsedStatement statement, Session session) {
        try {
            StatementResult result = Dispatch.run(statement, session, catalog, handlers, authorizer);
            return remember(id, result, session);
        } catch (ParsingException e) {
            return new Single(failed(id, session.context(), syntaxError(e)), session);
        } catch (Exception | StackOverflowError e) {
            return new Single(failed(id, session.context(), e), session);
        }
    }

    private Single remember(UUID id, StatementResult result, Session session) {
        if (result instanceof StatementResult.Live stream) {
            live.offer(id, stream.feed());
            return new Single(
                    new Ended(
                            new StatementOutcome.Streaming(
                                    session.context(), stream.feed().columns(), stream.query()),
                            List.of()),
                    session);
        }
        if (result instanceof StatementResult.Table table) {
            Spooled spooled = tracker.spool(id, table.columns(), table.rows(), session.zone());
            return new Single(
                    new Ended(
                            new StatementOutcome.Rows(session.context(), table.columns(), spooled.partitions()),
                            spooled.first()),
                    session);
        }
        if (result instanceof StatementResult.Done done) {
            Session next = done.next() == null ? session : done.next();
            Spooled spooled = tracker.spool(id, Artifact.COLUMNS, Artifact.rows(done.artifacts()), session.zone());
            return new Single(
                    new Ended(
                            new StatementOutcome.Rows(next.context(), Artifact.COLUMNS, spooled.partitions()),
                            spooled.first()),
                    next);
        }
        return new Single(nothing(session), session);
    }

    private static Ended nothing(Session session) {
        return new Ended(new StatementOutcome.Rows(session.context(), new RowType(List.of()), List.of()), List.of());
    }

    private static Ended failed(UUID id, SessionContext context, Throwable e) {
        if (e instanceof StatementException problem) {
            return new Ended(
                    new StatementOutcome.Failed(context, problem.code().sqlState(), problem.getMessage()), List.of());
        }
        log.atError().setCause(e).addKeyValue("statementId", id).log("statement ended with a bug");
        return new Ended(
                new StatementOutcome.Failed(
                        context,
                        ErrorCode.INTERNAL_ERROR.sqlState(),
                        "internal error; the server's log knows more under statement " + id),
                List.of());
    }
}
