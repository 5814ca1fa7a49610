package io.braid.server.exchange;

import io.braid.client.wire.Json;

/** An answer; its body is JSON always, because clients ignore or refuse anything else. */
public record Reply(int status, byte[] json) {
    public static Reply of(int status, Object body) {
        return new Reply(status, Json.bytes(body));
    }
}
