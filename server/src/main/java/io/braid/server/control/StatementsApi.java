package io.braid.server.control;

import io.braid.engine.Caller;
import io.braid.engine.StatementRequest;
import io.braid.engine.StatementService;
import io.braid.server.exchange.Outcomes;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.exchange.Request;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** {@code POST /statements} and {@code GET /statements/{statementID}}. Shared between threads. */
public final class StatementsApi {
    private static final int ZONES_REMEMBERED = 10_000;

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
        return reply(request, statementId(request), caller, partition(request));
    }

    /** @throws Refusal when the path does not hold an id */
    public static UUID statementId(Request request) {
        String text = request.path("statementID");
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("statement \"" + text + "\" does not exist");
        }
    }

    private static int partition(Request request) {
        String text = request.query("partitionID").orElse("0");
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("partition \"" + text + "\" is not a number");
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
