package io.braid.flink.runtime;

import java.nio.file.Path;

/**
 * Where jobs of clusters in other JVMs bring their rows.
 *
 * @param host address to listen on
 * @param port 0 picks a free one, and the same again as long as it is free: jobs that go on while the server is away
 *     come back to it
 * @param publicHost at which the machines of clusters reach the server
 * @param directory keeps the key and the port
 */
public record FeedSettings(String host, int port, String publicHost, Path directory) {
    public static FeedSettings local(Path directory) {
        return new FeedSettings("127.0.0.1", 0, "127.0.0.1", directory);
    }
}
