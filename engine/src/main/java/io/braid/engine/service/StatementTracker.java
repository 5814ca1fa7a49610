package io.braid.engine.service;

import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.TrackedStatement;
import io.braid.engine.service.StatementFiles.PartitionWriter;
import io.braid.engine.service.StatementFiles.Remembered;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.Cells;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    private record Running(UUID user, TrackedStatement statement, CompletableFuture<TrackedStatement> end) {}

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

    void open() throws IOException {
        files.open();
    }

    UUID begin(UUID user) {
        TrackedStatement statement =
                new TrackedStatement(UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MILLIS), List.of(), null);
        running.put(statement.id(), new Running(user, statement, new CompletableFuture<>()));
        files.write(new Remembered(user, statement));
        return statement.id();
    }

    /** @param singles ids of the statements of a batch that were run */
    void end(UUID id, StatementOutcome outcome, List<UUID> singles, List<@Nullable String[]> firstRows) {
        Running begun = running.get(id);
        if (begun == null) {
            throw new IllegalStateException("statement " + id + " is not running");
        }
        TrackedStatement ended = new TrackedStatement(id, begun.statement().createdOn(), singles, outcome);
        files.write(new Remembered(begun.user(), ended));
        synchronized (recent) {
            recent.put(id, new Finished(begun.user(), ended, firstRows));
        }
        running.remove(id);
        begun.end().complete(ended);
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
        return files.read(id).map(StatementTracker::interrupted);
    }

    /** What was running when the server went away will never end by itself. */
    private static Remembered interrupted(Remembered known) {
        TrackedStatement statement = known.statement();
        if (statement.outcome() != null) {
            return known;
        }
        StatementOutcome outcome = new StatementOutcome.Failed(
                SessionContext.NONE,
                ErrorCode.CANCELLED.sqlState(),
                "the server stopped while this statement ran (look whether it took effect before repeating it)");
        return new Remembered(
                known.user(),
                new TrackedStatement(statement.id(), statement.createdOn(), statement.statements(), outcome));
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
