package io.braid.server.http;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to listen, and how much to take.
 *
 * @param port 0 picks a free one
 * @param certificate PEM, with {@code key}; null for plain HTTP
 * @param socketIdle a socket on which nothing moved for this long, not even a pong, is closed
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable Path certificate,
        @Nullable Path key,
        int threads,
        long maxBodyBytes,
        Duration socketIdle) {}
