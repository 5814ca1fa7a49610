package io.braid.server.exchange;

import io.braid.client.wire.Json;

/** An answer. Its body is JSON, because clients ignore or refuse anything else, but for a file that is asked for. */
public record Reply(int status, String contentType, byte[] body) {
    public static Reply of(int status, Object body) {
        return new Reply(status, "application/json", Json.bytes(body));
    }

    public static Reply file(byte[] content) {
        return new Reply(200, "application/octet-stream", content);
    }
}
