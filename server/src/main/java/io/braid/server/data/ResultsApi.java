package io.braid.server.data;

import io.braid.server.exchange.Outcomes;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.exchange.Request;
import io.braid.server.identity.Tokens;
import java.util.UUID;

/** {@code GET /statements/{statementID}} with a ticket in place of an API token. Shared between threads. */
public final class ResultsApi {
    private final Tokens tokens;
    private final Outcomes outcomes;
    private final DataDoor door;

    public ResultsApi(Tokens tokens, Outcomes outcomes, DataDoor door) {
        this.tokens = tokens;
        this.outcomes = outcomes;
        this.door = door;
    }

    /** @throws io.braid.server.identity.TokenException when the token is not a ticket for this statement */
    public Reply get(Request request, String token, UUID statement) {
        DataTicket ticket = DataTicket.read(tokens, token, statement);
        int partition;
        try {
            partition = Integer.parseUnsignedInt(request.query("partitionID").orElse("0"));
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("partition is not a number");
        }
        return outcomes.reply(
                statement,
                ticket.caller(),
                partition,
                query -> door.open(request, statement, ticket.caller(), ticket.zone()));
    }
}
