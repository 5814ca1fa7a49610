package io.braid.server.exchange;

import io.braid.client.wire.DataplaneRequest;
import io.braid.client.wire.ResultSet;
import io.braid.client.wire.ResultSetContext;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.client.wire.StatementStatus;
import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementService;
import io.braid.engine.TrackedStatement;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for statements and says how they ended. Shared between threads.
 *
 * <p>A wait holds a thread of the HTTP server, so no more than a given number wait at once; whoever comes then gets the
 * present state at once, that is a 202 for a statement that runs, and polls.
 */
public final class Outcomes {
    private final StatementService statements;
    private final Duration wait;
    private final Semaphore waiters;

    public Outcomes(StatementService statements, Duration wait, int waiters) {
        this.statements = statements;
        this.wait = wait;
        this.waiters = new Semaphore(waiters);
    }

    /**
     * @param live makes the request for the data plane when the statement has live rows
     * @throws Refusal 404 when there is no such statement or partition
     */
    public Reply reply(UUID statement, Caller caller, int partition, Function<UUID, DataplaneRequest> live) {
        TrackedStatement tracked = await(statement, caller)
                .orElseThrow(() -> Refusal.notFound("statement \"" + statement + "\" does not exist"));
        StatementOutcome outcome = tracked.outcome();
        if (outcome == null) {
            return Reply.of(
                    202,
                    new StatementStatus(
                            ResultSet.RUNNING,
                            statement.toString(),
                            tracked.createdOn().getEpochSecond()));
        }
        try {
            return Reply.of(200, resultSet(tracked, outcome, partition, live));
        } catch (StatementException e) {
            return Reply.of(200, failure(tracked, outcome.context(), e.code().sqlState(), e.getMessage()));
        }
    }

    /** The answer to a statement that was not even taken. It has an id because clients insist, but nobody knows it. */
    public static Reply notTaken(StatementException why, long now) {
        ResultSetMetadata metadata = metadata(SessionContext.NONE, List.of(), List.of(), null);
        return Reply.of(
                200,
                new ResultSet(
                        why.code().sqlState(),
                        why.getMessage(),
                        UUID.randomUUID().toString(),
                        null,
                        now,
                        metadata,
                        List.of()));
    }

    private Optional<TrackedStatement> await(UUID statement, Caller caller) {
        if (!waiters.tryAcquire()) {
            return statements.await(statement, caller, Duration.ZERO);
        }
        try {
            return statements.await(statement, caller, wait);
        } finally {
            waiters.release();
        }
    }

    private ResultSet resultSet(
            TrackedStatement tracked, StatementOutcome outcome, int partition, Function<UUID, DataplaneRequest> live) {
        if (outcome instanceof StatementOutcome.Rows rows) {
            return success(
                    tracked,
                    metadata(rows.context(), rows.partitions(), columns(rows.columns()), null),
                    rows(tracked.id(), rows, partition));
        }
        if (outcome instanceof StatementOutcome.Streaming streaming) {
            return success(
                    tracked,
                    metadata(
                            streaming.context(),
                            List.of(),
                            columns(streaming.columns()),
                            live.apply(streaming.query())),
                    List.of());
        }
        StatementOutcome.Failed failed = (StatementOutcome.Failed) outcome;
        return failure(tracked, failed.context(), failed.sqlState(), failed.message());
    }

    private List<List<@Nullable String>> rows(UUID statement, StatementOutcome.Rows rows, int partition) {
        int known = rows.partitions().size();
        // The first partition may always be asked for, also of an empty result.
        if (partition > 0 && partition >= known) {
            throw Refusal.notFound("partition " + partition + " of statement \"" + statement + "\" does not exist");
        }
        if (known == 0) {
            return List.of();
        }
        return statements.partition(statement, partition).stream()
                .map(Outcomes::asList)
                .toList();
    }

    private static List<@Nullable String> asList(@Nullable String[] row) {
        return java.util.Arrays.asList(row);
    }

    private static ResultSet success(
            TrackedStatement tracked, ResultSetMetadata metadata, List<List<@Nullable String>> data) {
        return new ResultSet(
                ResultSet.SUCCESS,
                null,
                tracked.id().toString(),
                ids(tracked),
                tracked.createdOn().getEpochSecond(),
                metadata,
                data);
    }

    private static ResultSet failure(TrackedStatement tracked, SessionContext context, String state, String message) {
        return new ResultSet(
                state,
                message,
                tracked.id().toString(),
                ids(tracked),
                tracked.createdOn().getEpochSecond(),
                metadata(context, List.of(), List.of(), null),
                List.of());
    }

    private static @Nullable List<String> ids(TrackedStatement tracked) {
        return tracked.statements().isEmpty()
                ? null
                : tracked.statements().stream().map(UUID::toString).toList();
    }

    private static ResultSetMetadata metadata(
            SessionContext context,
            List<Long> partitions,
            List<ResultSetMetadata.Column> columns,
            @Nullable DataplaneRequest dataplane) {
        UUID organization = context.organizationId();
        return new ResultSetMetadata(
                ResultSetMetadata.JSON_ENCODING,
                partitions.stream().map(ResultSetMetadata.PartitionInfo::new).toList(),
                columns,
                dataplane,
                new ResultSetContext(
                        organization == null ? null : organization.toString(),
                        context.role(),
                        context.database(),
                        context.schema(),
                        context.store(),
                        context.computePool()));
    }

    private static List<ResultSetMetadata.Column> columns(RowType columns) {
        return columns.columns().stream()
                .map(c -> new ResultSetMetadata.Column(c.name(), c.type().toString(), c.nullable()))
                .toList();
    }
}
