package io.braid.server.control;

import io.braid.engine.Caller;
import io.braid.engine.StatementService;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.exchange.Request;
import io.braid.spi.StatementException;
import java.util.Optional;

/** {@code GET /download/{resourceType}/{organizationID}/{resourceName}}: files that came with statements. */
public final class ResourcesApi {
    private final StatementService statements;

    public ResourcesApi(StatementService statements) {
        this.statements = statements;
    }

    /** @throws Refusal 404 for what does not exist, or not for this caller */
    public Reply download(Request request, Caller caller) {
        String type = request.path("resourceType");
        String name = request.path("resourceName");
        return find(type, request.path("organizationID"), name, caller)
                .map(Reply::file)
                .orElseThrow(() -> Refusal.notFound(type.replace('_', ' ') + " \"" + name + "\" does not exist"));
    }

    private Optional<byte[]> find(String type, String organization, String name, Caller caller) {
        try {
            return statements.download(type, organization, name, caller);
        } catch (StatementException e) {
            // an organization or a role that the caller does not have: then the file is not there, either
            return Optional.empty();
        }
    }
}
