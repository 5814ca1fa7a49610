package io.braid.view.sqlite;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedReceiver;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.ChangeKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills a view. Called by the thread of a job and by the one thread that commits for all views in time; everything here
 * is guarded by the file's lock. After a failure every call repeats it until the job starts again.
 */
final class ViewWriter implements FeedReceiver {
    /** With so many rows waiting, the job itself commits: that is the back-pressure. */
    private static final int MOST_WAITING = 5_000;

    private static final long RETRY_MILLIS = 2;

    private final ViewFile file;
    private final Later timer;
    private final long delayMillis;
    private final List<RowBatch> waiting = new ArrayList<>();
    private int waitingRows;
    private boolean scheduled;
    private boolean unforced;
    private boolean closed;
    private @Nullable RuntimeException failure;

    ViewWriter(ViewFile file, Later timer, Duration interval) {
        this.file = file;
        this.timer = timer;
        // A fifth of the promised time is for the commit itself.
        this.delayMillis = interval.toMillis() * 4 / 5;
    }

    @Override
    public void restored(long epoch) {
        file.lock.lock();
        try {
            requireOpen();
            failure = null;
            forgetWaiting();
            boolean append = file.table().shape().appendOnly();
            // From nothing, the job sends everything again; from a checkpoint, an upsert replaces what it finds.
            if (append || epoch == 0) {
                file.deleteWhere("epoch > ?", epoch == 0 ? Long.MIN_VALUE : epoch);
                unforced = true;
            }
        } finally {
            file.lock.unlock();
        }
    }

    @Override
    public void accept(RowBatch batch) {
        file.lock.lock();
        try {
            requireWorking();
            if (batch.rows().isEmpty()) {
                return;
            }
            waiting.add(batch);
            waitingRows += batch.size();
            if (waitingRows >= MOST_WAITING) {
                commit();
            } else if (!scheduled) {
                scheduled = true;
                timer.run(delayMillis, this::commitInTime);
            }
        } finally {
            file.lock.unlock();
        }
    }

    @Override
    public void flush() {
        file.lock.lock();
        try {
            requireWorking();
            commit();
            if (unforced) {
                file.force();
                unforced = false;
            }
        } finally {
            file.lock.unlock();
        }
    }

    @Override
    public void finished() {
        flush();
    }

    /** Ends this writer; what waits is committed when it is the store that ends. */
    void close(boolean commitWaiting) {
        file.lock.lock();
        try {
            if (commitWaiting && !closed && failure == null) {
                commit();
            }
            closed = true;
            forgetWaiting();
        } finally {
            file.lock.unlock();
        }
    }

    private void commitInTime() {
        if (!file.lock.tryLock()) {
            // Whoever holds it may hold it for long, and the other views must not wait for this one.
            timer.run(RETRY_MILLIS, this::commitInTime);
            return;
        }
        try {
            scheduled = false;
            if (!closed && failure == null) {
                commit();
            }
        } catch (RuntimeException e) {
            failure = e; // the next call of the job reports it
        } finally {
            file.lock.unlock();
        }
    }

    private void commit() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            long now = System.currentTimeMillis();
            for (RowBatch batch : waiting) {
                for (FeedRow row : batch.rows()) {
                    write(row, batch.epoch(), now);
                }
            }
            file.connection().commit();
            unforced = true;
        } catch (SQLException e) {
            file.rollBack();
            failure = ViewFile.failure(file.view(), "written", e);
            throw failure;
        } catch (RuntimeException e) {
            file.rollBack();
            failure = e;
            throw e;
        } finally {
            forgetWaiting();
        }
    }

    private void write(FeedRow row, long epoch, long now) throws SQLException {
        if (row.kind() == ChangeKind.UPDATE_BEFORE) {
            return;
        }
        PreparedStatement deletion = file.deletion();
        if (row.kind() == ChangeKind.DELETE) {
            if (deletion == null) {
                throw new IllegalStateException(
                        "view \"" + file.view() + "\" keeps every row and was asked to delete one");
            }
            file.table().bindKey(deletion, row.values());
            deletion.executeUpdate();
            return;
        }
        file.table().bindRow(file.insertion(), row.values(), epoch, now);
        file.insertion().executeUpdate();
    }

    private void forgetWaiting() {
        waiting.clear();
        waitingRows = 0;
    }

    private void requireWorking() {
        requireOpen();
        if (failure != null) {
            throw failure;
        }
    }

    private void requireOpen() {
        if (closed || file.dropped()) {
            throw new FeedClosedException(file.view().toString());
        }
    }
}
