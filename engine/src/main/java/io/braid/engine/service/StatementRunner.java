package io.braid.engine.service;

import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementRequest;
import io.braid.engine.run.LiveResults;
import io.braid.engine.sandbox.Sandboxes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.service.StatementAuditor.Facts;
import io.braid.engine.service.StatementFiles.Begun;
import io.braid.engine.service.StatementFiles.Sent;
import io.braid.engine.service.StatementTracker.Spooled;
import io.braid.engine.session.Cancellation;
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
import io.braid.sql.parse.Redaction;
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
    private final Sandboxes sandboxes;
    private final StatementAuditor auditor;
    private final Limits limits;

    StatementRunner(
            Catalog catalog,
            StatementHandlers handlers,
            Authorizer authorizer,
            StatementTracker tracker,
            LiveResults live,
            Sandboxes sandboxes,
            StatementAuditor auditor,
            Limits limits) {
        this.catalog = catalog;
        this.handlers = handlers;
        this.authorizer = authorizer;
        this.tracker = tracker;
        this.live = live;
        this.sandboxes = sandboxes;
        this.auditor = auditor;
        this.limits = limits;
    }

    /** An end and the rows that are asked for first. */
    private record Ended(StatementOutcome outcome, List<@Nullable String[]> first) {}

    /** A request under way. */
    private record Job(Begun begun, StatementRequest request, Caller caller, Cancellation cancellation) {
        /** What is sent with one of the request's statements. */
        Sent one(String text) {
            Sent whole = begun.sent();
            return new Sent(whole.user(), whole.email(), whole.organization(), text, whole.requestId());
        }
    }

    void run(Begun begun, StatementRequest request, Caller caller, Cancellation cancellation) {
        List<UUID> singles = new ArrayList<>();
        Ended ended;
        try {
            ended = batch(new Job(begun, request, caller, cancellation), singles);
        } catch (Throwable e) { // the caller waits for an end, whatever happens
            ended = failed(begun.id(), SessionContext.NONE, e);
        }
        tracker.end(begun.id(), ended.outcome(), singles, ended.first());
    }

    private Ended batch(Job job, List<UUID> singles) {
        UUID id = job.begun().id();
        Session session;
        try {
            session = catalog.read(view -> Sessions.open(job.request(), job.caller(), view))
                    .within(job.cancellation());
        } catch (StatementException e) {
            return unread(job, null, e);
        }
        List<ParsedStatement> statements;
        List<String> texts;
        try {
            statements = parse(text(job.request()));
            texts = shown(job.request(), statements);
        } catch (StatementException e) {
            return unread(job, session, e);
        }
        if (statements.isEmpty()) {
            return nothing(session);
        }
        if (statements.size() == 1) {
            return single(job.begun(), statements.get(0), texts.get(0), session).ended();
        }
        Single last = new Single(nothing(session), session);
        for (int i = 0; i < statements.size(); i++) {
            Begun one = tracker.begin(job.one(texts.get(i)), job.cancellation());
            singles.add(one.id());
            last = single(one, statements.get(i), texts.get(i), last.next());
            tracker.end(
                    one.id(), last.ended().outcome(), List.of(), last.ended().first());
            if (last.ended().outcome() instanceof StatementOutcome.Failed) {
                break;
            }
        }
        return lastOf(id, singles, last.ended());
    }

    private static String text(StatementRequest request) {
        return request.bindings().isEmpty()
                ? request.statement()
                : Bindings.bound(request.statement(), request.bindings());
    }

    /** What may be shown of the statements: without secrets, and without the values that came beside the text. */
    private List<String> shown(StatementRequest request, List<ParsedStatement> statements) {
        List<ParsedStatement> written =
                request.bindings().isEmpty() ? statements : withPlaceholders(request, statements);
        return written.stream().map(statement -> Redaction.of(statement.text())).toList();
    }

    /** As they were sent; where a placeholder stands for what no expression can, as they were read. */
    private List<ParsedStatement> withPlaceholders(StatementRequest request, List<ParsedStatement> statements) {
        try {
            List<ParsedStatement> written = parse(request.statement());
            return written.size() == statements.size() ? written : statements;
        } catch (StatementException e) {
            return statements;
        }
    }

    /** A request of which nobody can say what it wants, or who in which organization wants it. */
    private Ended unread(Job job, @Nullable Session session, StatementException why) {
        Ended ended = failed(job.begun().id(), session == null ? SessionContext.NONE : session.context(), why);
        auditor.ended(
                new Facts(
                        job.begun().id(),
                        job.begun(),
                        session == null
                                ? job.caller().organization()
                                : session.context().organizationId(),
                        session == null ? null : session.role(),
                        null,
                        "",
                        Redaction.ofUnparsed(job.request().statement())),
                ended.outcome());
        return ended;
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

    /** @param text what the audit may show */
    private Single single(Begun begun, ParsedStatement statement, String text, Session session) {
        List<Access> needs = new ArrayList<>();
        List<Artifact> artifacts = new ArrayList<>();
        Single single = act(begun.id(), statement, session, needs, artifacts);
        auditor.ended(
                new Facts(
                        begun.id(),
                        begun,
                        session.context().organizationId(),
                        session.role(),
                        statement.statement(),
                        StatementAuditor.object(artifacts, needs),
                        text),
                single.ended().outcome());
        return single;
    }

    private Single act(
            UUID id, ParsedStatement statement, Session session, List<Access> needs, List<Artifact> artifacts) {
        try {
            session.cancellation().check();
            StatementResult result = Dispatch.run(statement, session, catalog, handlers, authorizer, needs::addAll);
            if (result instanceof StatementResult.Done done) {
                artifacts.addAll(done.artifacts());
            } else if (result instanceof StatementResult.Revealed revealed) {
                artifacts.addAll(revealed.artifacts());
            }
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
            sandboxes.uses(session.organization(), session.caller().user(), id);
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
            Session next = done.next() == null ? session : done.next().within(session.cancellation());
            Spooled spooled = tracker.spool(id, Artifact.COLUMNS, Artifact.rows(done.artifacts()), session.zone());
            return new Single(
                    new Ended(
                            new StatementOutcome.Rows(next.context(), Artifact.COLUMNS, spooled.partitions()),
                            spooled.first()),
                    next);
        }
        if (result instanceof StatementResult.Revealed revealed) {
            Spooled held = tracker.hold(revealed.columns(), revealed.rows(), session.zone());
            return new Single(
                    new Ended(
                            new StatementOutcome.Rows(session.context(), revealed.columns(), held.partitions()),
                            held.first()),
                    session);
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
