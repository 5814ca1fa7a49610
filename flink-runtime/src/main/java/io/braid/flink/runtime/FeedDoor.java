package io.braid.flink.runtime;

import io.braid.feed.FeedKey;
import io.braid.feed.FeedServer;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the server's end of feeds when a first cluster elsewhere needs it. Shared between threads. */
final class FeedDoor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FeedDoor.class);

    private final FeedSettings settings;
    private @Nullable FeedServer server;
    private @Nullable FeedKey key;

    FeedDoor(FeedSettings settings) {
        this.settings = settings;
    }

    /** @param address host and port at which the cluster reaches the server, where they are not the usual ones */
    synchronized JobShipping shipping(Optional<String> address, List<org.apache.flink.core.fs.Path> jars) {
        FeedServer open = open();
        FeedKey known = Objects.requireNonNull(key);
        if (address.isEmpty()) {
            return JobShipping.to(settings.publicHost(), open.port(), known, jars);
        }
        int colon = address.get().lastIndexOf(':');
        return JobShipping.to(
                address.get().substring(0, colon),
                Integer.parseInt(address.get().substring(colon + 1)),
                known,
                jars);
    }

    private static void told(String ticket, RuntimeException problem) {
        log.atError().setCause(problem).addKeyValue("feed", ticket).log("rows of a remote job could not be taken");
    }

    private FeedServer open() {
        if (server != null) {
            return server;
        }
        try {
            FeedKey kept = FeedKey.in(settings.directory().resolve("feed.key"));
            key = kept;
            server = settings.port() > 0
                    ? FeedServer.start(settings.host(), settings.port(), kept, FeedDoor::told)
                    : whereItWas(kept);
            return server;
        } catch (IOException e) {
            throw StatementException.of(
                            ErrorCode.COMPUTE_POOL_NOT_READY,
                            "the server cannot listen for rows of remote jobs: %s",
                            String.valueOf(e.getMessage()))
                    .hint("feed.host and feed.port say where it listens")
                    .causedBy(e);
        }
    }

    private FeedServer whereItWas(FeedKey kept) throws IOException {
        Path remembered = settings.directory().resolve("feed.port");
        if (Files.exists(remembered)) {
            int last = Integer.parseInt(Files.readString(remembered).strip());
            try {
                return FeedServer.start(settings.host(), last, kept, FeedDoor::told);
            } catch (IOException e) {
                // Somebody else has it now: jobs that went on start again from their checkpoints.
                return fresh(kept, remembered);
            }
        }
        return fresh(kept, remembered);
    }

    private FeedServer fresh(FeedKey kept, Path remembered) throws IOException {
        FeedServer fresh = FeedServer.start(settings.host(), 0, kept, FeedDoor::told);
        Files.writeString(remembered, Integer.toString(fresh.port()));
        return fresh;
    }

    @Override
    public synchronized void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
