package io.braid.view.sqlite;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The connections that read a view, kept for the next reader with the statements they know. Shared between threads. */
final class ReadConnections {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_IDLE = 4;
    private static final int STATEMENTS = 32;
    private static final long PATIENCE_SECONDS = 10;

    private final UUID view;
    private final Path path;
    private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
    private final Deque<Reading> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    ReadConnections(UUID view, Path path) {
        this.view = view;
        this.path = path;
    }

    /** A connection and its prepared statements, most recently used last. Used by one thread at a time. */
    static final class Reading {
        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(STATEMENTS, 0.75f, true);

        private Reading(Connection connection) {
            this.connection = connection;
        }

        PreparedStatement prepare(String sql) throws SQLException {
            PreparedStatement statement = statements.get(sql);
            if (statement == null) {
                statement = connection.prepareStatement(sql);
                statements.put(sql, statement);
                if (statements.size() > STATEMENTS) {
                    String oldest = statements.keySet().iterator().next();
                    ViewFile.closeQuietly(statements.remove(oldest));
                }
            }
            return statement;
        }
    }

    Reading take() throws SQLException {
        try {
            if (!permits.tryAcquire() && !permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw StatementException.of(
                        ErrorCode.LIMIT_EXCEEDED,
                        "view \"%s\" has %s readers already, and none of them ends",
                        view,
                        MOST_AT_ONCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StatementException.of(ErrorCode.CANCELLED, "the read was cancelled")
                    .causedBy(e);
        }
        Reading reading = idle.pollFirst();
        if (reading != null) {
            idleCount.decrementAndGet();
            return reading;
        }
        try {
            return new Reading(ViewFile.connect(path, true));
        } catch (SQLException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    void giveBack(Reading reading) {
        if (closed || idleCount.get() >= MOST_IDLE) {
            ViewFile.closeQuietly(reading.connection);
        } else {
            idleCount.incrementAndGet();
            idle.addFirst(reading);
            if (closed) {
                close();
            }
        }
        permits.release();
    }

    /** Closes what is idle; the others close when they are given back. */
    void close() {
        closed = true;
        for (Reading reading = idle.pollFirst(); reading != null; reading = idle.pollFirst()) {
            idleCount.decrementAndGet();
            ViewFile.closeQuietly(reading.connection);
        }
    }
}
