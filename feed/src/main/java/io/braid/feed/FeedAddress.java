package io.braid.feed;

import java.util.Base64;

/**
 * Where a job in another JVM finds the server, and what lets it in.
 *
 * @param token of one ticket; it is no reader's and opens nothing else
 */
public record FeedAddress(String host, int port, String token) {
    public static FeedAddress of(String host, int port, FeedKey key, String ticket) {
        return new FeedAddress(host, port, Base64.getEncoder().encodeToString(key.token(ticket)));
    }

    byte[] tokenBytes() {
        return Base64.getDecoder().decode(token);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
