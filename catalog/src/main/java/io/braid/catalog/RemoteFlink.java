package io.braid.catalog;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster that is not the server's own.
 *
 * @param restUri of its JobManager, {@code http://host:port}
 * @param feedAddress host and port at which its machines reach the server; absent where the server's own setting will do
 */
public record RemoteFlink(String restUri, @Nullable String feedAddress, Code code) {
    public Optional<String> findFeedAddress() {
        return Optional.ofNullable(feedAddress);
    }

    /** How what we run inside a job gets there. */
    public enum Code {
        /** With each job. */
        UPLOAD,
        /** The cluster has it among its libraries. */
        INSTALLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
