package io.braid.server.control;

import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Request;

/** {@code GET /download/{resourceType}/{organizationID}/{resourceName}}. */
public final class ResourcesApi {
    /** This server keeps no files that could be downloaded, so none exists. */
    public Refusal notFound(Request request) {
        return Refusal.notFound(request.path("resourceType").replace('_', ' ') + " \"" + request.path("resourceName")
                + "\" does not exist");
    }
}
