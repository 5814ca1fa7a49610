package io.braid.view.sqlite;

import io.braid.feed.FeedReceiver;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import io.braid.view.ViewShape;
import io.braid.view.ViewStore;
import io.braid.view.ViewStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views on the local disk, a file each. Shared between threads. One process at a time may use a directory.
 *
 * <p>Floating numbers compare as in PostgreSQL: NaN equals itself and is greater than anything else.
 */
public final class SqliteViewStore implements ViewStore {
    private static final Logger log = LoggerFactory.getLogger(SqliteViewStore.class);
    private static final long LEAST_PURGE_MILLIS = 100;
    private static final long MOST_PURGE_MILLIS = 30_000;

    private final Path directory;
    private final Duration flushInterval;
    private final Later committer = new Later("view-commit");
    private final Later purger = new Later("view-purge");
    private final Map<UUID, ViewFile> files = new ConcurrentHashMap<>();
    private final Map<UUID, ViewWriter> writers = new HashMap<>();
    private volatile boolean closed;

    /**
     * Opens the views of a directory, which is made when it is missing.
     *
     * @param flushInterval how long a row may wait for others before it becomes visible
     */
    public SqliteViewStore(Path directory, Duration flushInterval) {
        this.directory = directory;
        this.flushInterval = flushInterval;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ViewStoreException("directory \"" + directory + "\" of the views cannot be made", e);
        }
    }

    @Override
    public synchronized void create(UUID view, ViewShape shape) {
        requireOpen();
        ViewFile existing = find(view);
        if (existing == null) {
            keep(view, ViewFile.create(view, path(view), shape));
        } else if (!existing.table().shape().equals(shape)) {
            throw StatementException.of(
                    ErrorCode.DUPLICATE_RELATION, "view \"%s\" already exists with other columns or keys", view);
        }
    }

    @Override
    public synchronized void drop(UUID view) {
        requireOpen();
        ViewFile file = find(view);
        ViewWriter writer = writers.remove(view);
        if (writer != null) {
            writer.close(false);
        }
        if (file != null) {
            files.remove(view);
            file.drop();
        }
    }

    @Override
    public synchronized FeedReceiver writer(UUID view) {
        ViewWriter writer = new ViewWriter(require(view), committer, flushInterval);
        ViewWriter former = writers.put(view, writer);
        if (former != null) {
            // A job that was thought dead must not write beside its successor, which sends again what waits here.
            former.close(false);
        }
        return writer;
    }

    @Override
    public ViewRows scan(UUID view, ViewScan scan) {
        ViewFile file = require(view);
        return SqliteRows.open(file, file.table().scan(scan, System.currentTimeMillis()), scan.columns());
    }

    @Override
    public long count(UUID view) {
        ViewFile file = require(view);
        try (SqliteRows rows = SqliteRows.open(file, file.table().count(System.currentTimeMillis()), List.of())) {
            return rows.number();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        purger.close();
        committer.close();
        for (ViewWriter writer : writers.values()) {
            try {
                writer.close(true);
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("last rows of a view were not written");
            }
        }
        files.values().forEach(ViewFile::close);
    }

    /** Only the first look at a view waits for anyone: reads are many. */
    private ViewFile require(UUID view) {
        requireOpen();
        ViewFile open = files.get(view);
        return open != null ? open : requireFile(view);
    }

    private synchronized ViewFile requireFile(UUID view) {
        requireOpen();
        ViewFile file = find(view);
        if (file == null) {
            throw ViewFile.missing(view);
        }
        return file;
    }

    private @Nullable ViewFile find(UUID view) {
        ViewFile file = files.get(view);
        if (file == null) {
            file = ViewFile.find(view, path(view));
            if (file != null) {
                keep(view, file);
            }
        }
        return file;
    }

    private void keep(UUID view, ViewFile file) {
        files.put(view, file);
        file.table().shape().findRetention().ifPresent(retention -> {
            long pause = Math.min(MOST_PURGE_MILLIS, Math.max(LEAST_PURGE_MILLIS, retention.toMillis() / 10));
            purger.run(0, () -> purge(file, retention, pause));
        });
    }

    /** Expired rows are invisible from the moment they expire; this gives their room back. */
    private void purge(ViewFile file, Duration retention, long pauseMillis) {
        if (file.closed()) {
            return;
        }
        try {
            file.deleteWhere("moment < ?", System.currentTimeMillis() - retention.toMillis());
        } catch (RuntimeException e) {
            if (file.closed()) {
                return;
            }
            log.atWarn().addKeyValue("relation", file.view()).setCause(e).log("expired rows were not removed");
        }
        purger.run(pauseMillis, () -> purge(file, retention, pauseMillis));
    }

    private Path path(UUID view) {
        return directory.resolve(view + ".db");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the view store is closed");
        }
    }
}
