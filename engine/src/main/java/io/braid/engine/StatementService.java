package io.braid.engine;

import io.braid.engine.run.LiveFeed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engine as a server sees it. Called from many threads. */
public interface StatementService {
    /**
     * Takes a request of one or more statements. Returns at once; the statements run in the background, in order, and
     * stop at the first failure. Also a text that does not parse gets an id and can be asked for.
     *
     * @throws io.braid.spi.StatementException 53000 when too many statements are running
     */
    UUID submit(StatementRequest request, Caller caller);

    /**
     * Waits for the end of a statement.
     *
     * @return empty when there is no such statement, or not for this caller
     */
    Optional<TrackedStatement> await(UUID statement, Caller caller, Duration timeout);

    /** The rows of one partition of a finished statement, rendered: one text or null a cell. */
    List<@Nullable String[]> partition(UUID statement, int partition);

    /** The rows of a {@link StatementOutcome.Streaming} statement, for its one reader. */
    Optional<LiveFeed> openLive(UUID statement);
}
