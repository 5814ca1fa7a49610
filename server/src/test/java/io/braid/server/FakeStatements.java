package io.braid.server;

import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementRequest;
import io.braid.engine.StatementService;
import io.braid.engine.TrackedStatement;
import io.braid.engine.run.LiveFeed;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements that end as a test says. Each has the caller that submitted it and is unknown to others. */
public final class FakeStatements implements StatementService {
    public static final Instant CREATED = Instant.ofEpochSecond(1_700_000_000);
    public static final SessionContext CONTEXT = new SessionContext(
            UUID.fromString("10000000-0000-4000-8000-000000000001"), "sysadmin", "db", "public", "trial_store", null);

    /** What the history was asked for. */
    public record Asked(
            @Nullable String organization, @Nullable UUID before, int limit) {}

    private record Submitted(Caller caller, CompletableFuture<StatementOutcome> outcome) {}

    private final Map<UUID, Submitted> submitted = new ConcurrentHashMap<>();
    public final BlockingQueue<StatementRequest> requests = new LinkedBlockingQueue<>();
    public final Map<UUID, LiveFeed> feeds = new ConcurrentHashMap<>();
    public volatile List<List<@Nullable String[]>> partitions = new ArrayList<>();
    public volatile List<UUID> batch = List.of();
    public volatile Function<Asked, List<PastStatement>> history = asked -> List.of();
    public volatile Function<StatementRequest, CompletableFuture<StatementOutcome>> answer =
            request -> CompletableFuture.completedFuture(
                    new StatementOutcome.Failed(SessionContext.NONE, "XX000", "no answer set"));

    @Override
    public UUID submit(StatementRequest request, Caller caller) {
        CompletableFuture<StatementOutcome> outcome = answer.apply(request);
        requests.add(request);
        UUID id = UUID.randomUUID();
        submitted.put(id, new Submitted(caller, outcome));
        return id;
    }

    @Override
    public Optional<TrackedStatement> await(UUID statement, Caller caller, Duration timeout) {
        Submitted found = submitted.get(statement);
        if (found == null || !found.caller().equals(caller)) {
            return Optional.empty();
        }
        StatementOutcome outcome = null;
        try {
            outcome = found.outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // still runs
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(new TrackedStatement(statement, CREATED, batch, outcome));
    }

    @Override
    public boolean cancel(UUID statement, Caller caller) {
        Submitted found = submitted.get(statement);
        if (found == null || !found.caller().equals(caller)) {
            return false;
        }
        found.outcome().complete(new StatementOutcome.Failed(CONTEXT, "57000", "the statement was cancelled"));
        return true;
    }

    /** By kind and name, with a slash between; another organization than that of the context is refused. */
    public final Map<String, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> download(String kind, String organization, String name, Caller caller) {
        if (!organization.equals(String.valueOf(CONTEXT.organizationId()))) {
            throw StatementException.of(
                    ErrorCode.INVALID_ORGANIZATION, "organization \"%s\" does not exist", organization);
        }
        return Optional.ofNullable(files.get(kind + "/" + name));
    }

    @Override
    public List<PastStatement> history(@Nullable String organization, @Nullable UUID before, int limit, Caller caller) {
        return history.apply(new Asked(organization, before, limit));
    }

    @Override
    public List<@Nullable String[]> partition(UUID statement, int partition) {
        return partitions.get(partition);
    }

    @Override
    public Optional<LiveFeed> openLive(UUID statement) {
        return Optional.ofNullable(feeds.remove(statement));
    }
}
