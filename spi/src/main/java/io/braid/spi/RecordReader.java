package io.braid.spi;

import java.time.Duration;
import java.util.List;

/** Records of an entity as they come. Used by one thread, except {@link #wakeup()} which any thread may call. */
public interface RecordReader extends AutoCloseable {
    /** The next records, in order per partition; empty when none came in time or after {@link #wakeup()}. */
    List<StoredRecord> poll(Duration timeout);

    /** Makes a waiting {@link #poll} return at once. */
    void wakeup();

    @Override
    void close();
}
