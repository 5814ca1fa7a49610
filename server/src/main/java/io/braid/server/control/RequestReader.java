package io.braid.server.control;

import io.braid.client.wire.Json;
import io.braid.client.wire.StatementRequest.Parameters;
import io.braid.engine.Binding;
import io.braid.engine.StatementRequest;
import io.braid.server.exchange.Multipart;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Request;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a submission in each of the forms that clients send it. Pure. */
final class RequestReader {
    private static final int MOST_REQUEST_ID = 256;

    private final int maxStatementLength;

    RequestReader(int maxStatementLength) {
        this.maxStatementLength = maxStatementLength;
    }

    /** @throws Refusal when it is not a submission */
    StatementRequest read(Request request) throws IOException {
        String contentType = request.header("Content-Type").orElse("");
        var boundary = Multipart.boundary(contentType);
        if (boundary.isEmpty()) {
            if (!contentType.regionMatches(true, 0, "application/json", 0, 16)) {
                throw Refusal.badRequest("content type \"" + contentType
                        + "\" is not supported, send multipart/form-data or application/json");
            }
            return statement(request.body(), Map.of());
        }
        byte[] json = null;
        Map<String, byte[]> attachments = new LinkedHashMap<>();
        for (Multipart.Part part : Multipart.read(request.body(), boundary.get())) {
            // The request may come as a field or as a file, with a content type or without: there is only one.
            if (part.name().equals("request")) {
                json = part.content();
            } else if (part.name().equals("attachments")) {
                String name = part.fileName() == null ? "attachment" : part.fileName();
                if (attachments.put(name, part.content()) != null) {
                    throw Refusal.badRequest("two attachments have the name \"" + name + "\"");
                }
            }
        }
        if (json == null) {
            throw Refusal.badRequest("part \"request\" is missing");
        }
        return statement(json, attachments);
    }

    private StatementRequest statement(byte[] json, Map<String, byte[]> attachments) {
        io.braid.client.wire.StatementRequest wire;
        try {
            wire = Json.read(json, io.braid.client.wire.StatementRequest.class);
        } catch (IOException e) {
            throw Refusal.badRequest("the request is not a JSON object with a statement");
        }
        if (wire == null || wire.statement() == null) {
            throw Refusal.badRequest("field \"statement\" is missing");
        }
        if (wire.statement().length() > maxStatementLength) {
            throw Refusal.badRequest(
                    "statement has " + wire.statement().length() + " characters, the limit is " + maxStatementLength);
        }
        Parameters parameters = wire.parameters();
        return new StatementRequest(
                wire.statement(),
                given(wire.organization()),
                given(wire.role()),
                given(wire.database()),
                given(wire.schema()),
                given(wire.store()),
                given(wire.computePool()),
                parameters == null ? null : given(parameters.sessionID()),
                zone(parameters == null ? null : parameters.timezone()),
                attachments,
                requestId(wire.requestID()),
                bindings(wire.bindings()));
    }

    private static @Nullable String requestId(@Nullable String text) {
        if (text != null && text.length() > MOST_REQUEST_ID) {
            throw Refusal.badRequest(
                    "field \"requestID\" has " + text.length() + " characters, the limit is " + MOST_REQUEST_ID);
        }
        return given(text);
    }

    private static List<Binding> bindings(@Nullable List<io.braid.client.wire.StatementRequest.Binding> wire) {
        if (wire == null) {
            return List.of();
        }
        List<Binding> bindings = new ArrayList<>();
        for (var binding : wire) {
            String type = binding == null ? null : binding.type();
            if (binding == null || type == null) {
                throw Refusal.badRequest("binding " + (bindings.size() + 1)
                        + " has no type, send {\"type\":\"VARCHAR\",\"value\":\"...\"}");
            }
            bindings.add(new Binding(type, binding.value()));
        }
        return bindings;
    }

    static ZoneId zone(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Refusal.badRequest("time zone \"" + name + "\" does not exist");
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
