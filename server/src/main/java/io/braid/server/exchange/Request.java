package io.braid.server.exchange;

import java.io.IOException;
import java.util.Optional;

/** A request, without the library that read it. Used by the thread that handles it. */
public interface Request {
    /** A named part of the path; a route without it is a bug. */
    String path(String name);

    Optional<String> query(String name);

    Optional<String> header(String name);

    /** Whether it came over TLS. */
    boolean secure();

    /**
     * The whole body. Read once.
     *
     * @throws Refusal when it is larger than allowed
     */
    byte[] body() throws IOException;

    /** The bearer token, however the header spells the word. */
    default Optional<String> token() {
        return header("Authorization")
                .filter(h -> h.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(h -> h.substring(7).trim());
    }
}
