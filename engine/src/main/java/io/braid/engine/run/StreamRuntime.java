package io.braid.engine.run;

import io.braid.catalog.RemoteFlink;
import io.braid.catalog.UserFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The clusters and their planner. A job is found by its id on whichever cluster it was seen. Called from many threads. Every call waits until the runtime is up, and throws
 * {@link io.braid.spi.StatementException} with {@code COMPUTE_POOL_NOT_READY} when that takes too long.
 */
public interface StreamRuntime extends AutoCloseable {
    /**
     * Checks names and types of a plan's SELECT. The sink is not looked at.
     *
     * @throws io.braid.spi.StatementException 3D019 with the planner's complaint in the user's words
     */
    QueryShape analyze(BoundPlan plan);

    /**
     * Plans the whole job, sink included. The text is stable: the same statement compiled in another process can be
     * restored from the state of this one. It holds no connector options.
     */
    String compile(BoundPlan plan);

    /**
     * Loads a class and sees whether it is the function that it shall be.
     *
     * @throws io.braid.spi.StatementException 3D017 when it is not
     */
    UserFunction.Kind check(FunctionCandidate candidate);

    /** Hands a job to the cluster and returns when it was accepted. */
    void submit(JobSubmission submission);

    /** All jobs that the server's own cluster knows of, by id. */
    Map<String, JobState> jobs();

    /**
     * All jobs that this cluster knows of, those of others included.
     *
     * @throws io.braid.spi.StatementException 3E004 when it does not answer, and so nothing is known
     */
    Map<String, JobState> jobs(RemoteFlink cluster);

    /** Whether jobs of the server's own cluster go on when the server ends. */
    boolean outlives();

    /**
     * Sees whether jobs can be given to this cluster.
     *
     * @throws io.braid.spi.StatementException 3E004 when it cannot be reached or is of another version
     */
    void check(RemoteFlink cluster);

    /** Stops with a savepoint, everything written so far committed; returns the path. */
    String stop(String jobId, UUID query);

    /** Stops at once; no error when there is no such job. */
    void cancel(String jobId);

    /** The newest complete checkpoint of any attempt of the query. */
    Optional<String> newestCheckpoint(UUID query);

    /** Deletes the query's checkpoints and savepoints but this one. */
    void keepOnly(UUID query, String path);

    /** Where the sources of a job had come to when this checkpoint or savepoint was taken. */
    List<SourceOffsets> offsets(String path);

    /** What a compiled plan does that needs to remember rows, in words; empty when it does no such thing. */
    List<String> memories(String compiled);

    /** Deletes the query's checkpoints and savepoints. */
    void forget(UUID query);

    JobFigures figures(String jobId);

    @Override
    void close();
}
