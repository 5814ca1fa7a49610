package io.braid.server.control;

import io.braid.client.wire.StatementHistory;
import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.StatementRequest;
import io.braid.engine.StatementService;
import io.braid.server.exchange.Outcomes;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.exchange.Request;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** {@code /statements}: submitting, asking for, cancelling and listing. Shared between threads. */
public final class StatementsApi {
    private static final int ZONES_REMEMBERED = 10_000;
    private static final int HISTORY = 100;
    private static final int MOST_HISTORY = 1_000;

    private final StatementService statements;
    private final Outcomes outcomes;
    private final LiveDoor door;
    private final RequestReader reader;
    private final Clock clock;

    /** A poll does not repeat the zone of its statement; of the newest statements we remember those other than UTC. */
    private final Map<UUID, ZoneId> zones = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ZoneId> eldest) {
            return size() > ZONES_REMEMBERED;
        }
    };

    public StatementsApi(
            StatementService statements, Outcomes outcomes, LiveDoor door, int maxStatementLength, Clock clock) {
        this.statements = statements;
        this.outcomes = outcomes;
        this.door = door;
        this.reader = new RequestReader(maxStatementLength);
        this.clock = clock;
    }

    public Reply post(Request request, Caller caller) throws IOException {
        StatementRequest submission = reader.read(request);
        UUID id;
        try {
            id = statements.submit(submission, caller);
        } catch (StatementException e) {
            return Outcomes.notTaken(e, clock.instant().getEpochSecond());
        }
        remember(id, submission.zone());
        return reply(request, id, caller, 0);
    }

    public Reply get(Request request, Caller caller) {
        return reply(request, statementId(request), caller, number(request, "partitionID", 0));
    }

    /** Asks the statement to stop and answers like {@link #get}, when it has ended or it takes too long. */
    public Reply cancel(Request request, Caller caller) {
        UUID statement = statementId(request);
        if (!statements.cancel(statement, caller)) {
            throw Refusal.notFound("statement \"" + statement + "\" does not exist");
        }
        return reply(request, statement, caller, 0);
    }

    /** The caller's own statements. */
    public Reply history(Request request, Caller caller) {
        int limit = number(request, "limit", HISTORY);
        if (limit < 1 || limit > MOST_HISTORY) {
            throw Refusal.badRequest("limit " + limit + " is not between 1 and " + MOST_HISTORY);
        }
        UUID before = request.query("before").map(StatementsApi::statementId).orElse(null);
        String organization =
                request.query("organization").filter(name -> !name.isEmpty()).orElse(null);
        try {
            return Reply.of(
                    200,
                    new StatementHistory(statements.history(organization, before, limit, caller).stream()
                            .map(StatementsApi::entry)
                            .toList()));
        } catch (StatementException e) {
            throw Refusal.badRequest(e.getMessage());
        }
    }

    private static StatementHistory.Entry entry(PastStatement it) {
        Instant endedOn = it.endedOn();
        return new StatementHistory.Entry(
                it.id().toString(),
                it.sqlState(),
                it.message(),
                it.createdOn().toEpochMilli(),
                endedOn == null ? null : endedOn.toEpochMilli(),
                it.text(),
                it.kind(),
                it.object(),
                it.role(),
                it.requestId());
    }

    /** @throws Refusal when the path does not hold an id */
    public static UUID statementId(Request request) {
        return statementId(request.path("statementID"));
    }

    private static UUID statementId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("statement \"" + text + "\" does not exist");
        }
    }

    private static int number(Request request, String name, int otherwise) {
        String text = request.query(name).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest(name + " \"" + text + "\" is not a number");
        }
    }

    private Reply reply(Request request, UUID statement, Caller caller, int partition) {
        // The same id comes back as the query's when the statement is streaming; the ticket is for the statement.
        return outcomes.reply(
                statement, caller, partition, query -> door.open(request, statement, caller, zone(statement)));
    }

    private void remember(UUID statement, ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC)) {
            synchronized (zones) {
                zones.put(statement, zone);
            }
        }
    }

    private ZoneId zone(UUID statement) {
        synchronized (zones) {
            return zones.getOrDefault(statement, ZoneOffset.UTC);
        }
    }
}
