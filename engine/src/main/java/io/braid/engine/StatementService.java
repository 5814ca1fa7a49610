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
     * <p>A request with the id of an earlier one of the same caller is that one: nothing is run again, and the id of the
     * earlier statement comes back.
     *
     * @throws io.braid.spi.StatementException 53000 when too many statements are running, 3D008 when a request's id was
     *     another request's
     */
    UUID submit(StatementRequest request, Caller caller);

    /**
     * Waits for the end of a statement.
     *
     * @return empty when there is no such statement, or not for this caller
     */
    Optional<TrackedStatement> await(UUID statement, Caller caller, Duration timeout);

    /**
     * Asks a statement to stop: one that runs ends before its next step, with 57000, and a live result ends for its
     * reader. One that has ended, and a query that it started, stay as they are.
     *
     * @return false when there is no such statement, or not for this caller
     */
    boolean cancel(UUID statement, Caller caller);

    /**
     * The caller's own statements, those that run first, then newest first.
     *
     * @param organization id or name, null for the caller's first
     * @param before gives those that are older than this one, and none that run; null for the newest
     * @throws io.braid.spi.StatementException 3D004 for an organization the caller is no member of
     */
    List<PastStatement> history(@Nullable String organization, @Nullable UUID before, int limit, Caller caller);

    /** The rows of one partition of a finished statement, rendered: one text or null a cell. */
    List<@Nullable String[]> partition(UUID statement, int partition);

    /**
     * A file that came with a statement.
     *
     * @param kind {@code function_source} or {@code descriptor_source}
     * @param organization id or name
     * @return empty when there is no such thing, or not for the caller's role
     * @throws io.braid.spi.StatementException 3D004 for an organization the caller is no member of, 3D001 and 42501 for a
     *     role
     */
    Optional<byte[]> download(String kind, String organization, String name, Caller caller);

    /** The rows of a {@link StatementOutcome.Streaming} statement, for its one reader. */
    Optional<LiveFeed> openLive(UUID statement);
}
