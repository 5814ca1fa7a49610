package io.braid.engine.service;

import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.TrackedStatement;
import io.braid.engine.service.StatementFiles.Begun;
import io.braid.engine.service.StatementFiles.Named;
import io.braid.engine.service.StatementFiles.PartitionWriter;
import io.braid.engine.service.StatementFiles.Remembered;
import io.braid.engine.service.StatementFiles.Sent;
import io.braid.engine.session.Cancellation;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.Cells;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers statements from the moment they have an id until their retention ends, across restarts. Rows go to disk as
 * they come; only the first partition of the latest statements is kept in memory, because it is asked for at once.
 */
final class StatementTracker {
    private static final int RECENT = 256;

    private static final String INTERRUPTED =
            "the server stopped while this statement ran (look whether it took effect before repeating it)";

    private record Running(Begun begun, Cancellation cancellation, CompletableFuture<TrackedStatement> end) {
        UUID user() {
            return begun.sent().user();
        }

        TrackedStatement statement() {
            return begun.tracked(List.of(), null);
        }
    }

    private record Finished(UUID user, TrackedStatement statement, List<@Nullable String[]> rows) {}

    private final StatementFiles files;
    private final int partitionRows;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final Map<UUID, Finished> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Finished> eldest) {
            return size() > RECENT;
        }
    };

    StatementTracker(Path directory, int partitionRows) {
        this.files = new StatementFiles(directory);
        this.partitionRows = partitionRows;
    }

    /** Returns those that were running when the server went away; they have failed. */
    List<Begun> open() throws IOException {
        files.open();
        List<Begun> unfinished = files.unfinished();
        for (Begun begun : unfinished) {
            files.end(new Remembered(begun.sent().user(), begun.tracked(List.of(), interrupted())));
        }
        return unfinished;
    }

    /** How a statement ends that runs when the server goes away. */
    static StatementOutcome.Failed interrupted() {
        return new StatementOutcome.Failed(SessionContext.NONE, ErrorCode.CANCELLED.sqlState(), INTERRUPTED);
    }

    Begun begin(Sent sent, Cancellation cancellation) {
        Begun begun = new Begun(UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MICROS), sent);
        running.put(begun.id(), new Running(begun, cancellation, new CompletableFuture<>()));
        files.begin(begun);
        return begun;
    }

    /** Forgets a statement that will not be run. */
    void drop(UUID id) {
        running.remove(id);
        files.drop(id);
    }

    /** @param singles ids of the statements of a batch that were run */
    void end(UUID id, StatementOutcome outcome, List<UUID> singles, List<@Nullable String[]> firstRows) {
        Running begun = running.get(id);
        if (begun == null) {
            throw new IllegalStateException("statement " + id + " is not running");
        }
        TrackedStatement ended = begun.begun().tracked(singles, outcome);
        remember(begun.user(), ended, firstRows);
        running.remove(id);
        begun.end().complete(ended);
    }

    private void remember(UUID user, TrackedStatement ended, List<@Nullable String[]> firstRows) {
        files.end(new Remembered(user, ended));
        synchronized (recent) {
            recent.put(ended.id(), new Finished(user, ended, firstRows));
        }
    }

    /** What the user has under way, newest first. */
    List<Begun> running(UUID user) {
        return running.values().stream()
                .filter(found -> found.user().equals(user))
                .map(Running::begun)
                .sorted(Comparator.comparing(Begun::createdOn).reversed())
                .toList();
    }

    /** Asks a statement of the user to stop, if it still runs. */
    void cancel(UUID id, UUID user) {
        Running found = running.get(id);
        if (found != null && found.user().equals(user)) {
            found.cancellation().cancel();
        }
    }

    /** A live result that has been cancelled is no longer to be had. */
    void cancelled(UUID id) {
        remembered(id).ifPresent(known -> {
            StatementOutcome before = known.statement().outcome();
            SessionContext context = before == null ? SessionContext.NONE : before.context();
            StatementException why = Cancellation.problem();
            remember(
                    known.user(),
                    new TrackedStatement(
                            id,
                            known.statement().createdOn(),
                            known.statement().statements(),
                            new StatementOutcome.Failed(context, why.code().sqlState(), why.getMessage())),
                    List.of());
        });
    }

    /**
     * The statement that came under this name before.
     *
     * @param fingerprint of the request's content
     * @throws StatementException 3D008 when it was another request
     */
    Optional<UUID> repeated(UUID user, String requestId, String fingerprint) {
        Optional<Named> named = files.named(fileOf(user, requestId));
        named.filter(it -> !it.fingerprint().equals(fingerprint)).ifPresent(it -> {
            throw StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "requestID \"%s\" was another request's", requestId)
                    .hint("a new request needs a new id");
        });
        return named.map(Named::statement);
    }

    void name(UUID user, String requestId, String fingerprint, UUID statement) {
        files.name(fileOf(user, requestId), new Named(statement, fingerprint));
    }

    /** Clients name requests as they like, and a file system does not. */
    private static String fileOf(UUID user, String requestId) {
        return "request-" + Fingerprint.of(user.toString(), requestId);
    }

    int runningCount() {
        return running.size();
    }

    /** Rows of a result, rendered and put on disk, as many partitions as it takes. */
    record Spooled(List<Long> partitions, List<@Nullable String[]> first) {}

    Spooled spool(UUID id, RowType columns, StatementResult.Rows rows, ZoneId zone) {
        List<@Nullable String[]> first = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        try (rows) {
            while (rows.hasNext()) {
                int partition = counts.size();
                try (PartitionWriter writer = files.new PartitionWriter(id, partition)) {
                    while (rows.hasNext() && writer.rows() < partitionRows) {
                        @Nullable String[] row = render(columns, rows.next(), zone);
                        writer.add(row);
                        if (partition == 0) {
                            first.add(row);
                        }
                    }
                    counts.add(writer.rows());
                }
            }
        }
        return new Spooled(counts, first);
    }

    /** The same for rows that must not be written down: they are had as long as the statement is among the recent ones. */
    Spooled hold(RowType columns, StatementResult.Rows rows, ZoneId zone) {
        List<@Nullable String[]> held = new ArrayList<>();
        rows.forEachRemaining(row -> held.add(render(columns, row, zone)));
        return new Spooled(List.of((long) held.size()), held);
    }

    private static @Nullable String[] render(RowType columns, @Nullable Object[] values, ZoneId zone) {
        @Nullable String[] cells = new String[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Cells.render(columns.column(i).type(), values[i], zone);
        }
        return cells;
    }

    Optional<TrackedStatement> await(UUID id, UUID user, Duration timeout) {
        Running now = running.get(id);
        if (now != null) {
            return now.user().equals(user) ? Optional.of(await(now, timeout)) : Optional.empty();
        }
        return remembered(id).filter(known -> known.user().equals(user)).map(Remembered::statement);
    }

    private static TrackedStatement await(Running running, Duration timeout) {
        try {
            return running.end().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return running.statement();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return running.statement();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a statement never ends with an exception", e);
        }
    }

    private Optional<Remembered> remembered(UUID id) {
        synchronized (recent) {
            Finished finished = recent.get(id);
            if (finished != null) {
                return Optional.of(new Remembered(finished.user(), finished.statement()));
            }
        }
        return files.read(id);
    }

    List<@Nullable String[]> partition(UUID id, int partition) {
        if (partition == 0) {
            synchronized (recent) {
                Finished finished = recent.get(id);
                if (finished != null) {
                    return finished.rows();
                }
            }
        }
        return files.rows(id, partition);
    }

    /** Gives the rows of one statement to another as well. */
    void copy(UUID from, UUID to, int partitions) {
        files.copy(from, to, partitions);
    }

    int forget(Duration retention) {
        return files.forget(retention);
    }
}
