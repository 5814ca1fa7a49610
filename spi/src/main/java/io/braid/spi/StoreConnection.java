package io.braid.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One store, reachable. Shared between threads. Every method may throw {@link StatementException} with
 * {@code REMOTE_UNAVAILABLE} when the store does not answer in time; what the store's {@link StoreType} does not claim
 * answers {@code FEATURE_NOT_SUPPORTED}.
 */
public interface StoreConnection extends AutoCloseable {
    /** Asks the store the cheapest question that proves it is there. */
    Health check();

    /** What lies directly below a path; the empty path is the top. */
    List<Entity> entities(List<String> path);

    Optional<EntityDescription> describe(List<String> path);

    /** @throws StatementException 42710 when it exists */
    void createEntity(List<String> path, Settings settings, Map<String, String> free);

    /**
     * Changes what can be changed in place; values that are as they were are no error.
     *
     * @throws StatementException 3D008 when it does not exist or a value cannot be changed
     */
    default void updateEntity(List<String> path, Settings settings, Map<String, String> free) {
        throw StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "entities of this store cannot be changed");
    }

    /** @throws StatementException 3D008 when it does not exist */
    void dropEntity(List<String> path);

    /**
     * Deletes the records that are there now. Positions go on: who reads on finds the next record.
     *
     * @throws StatementException 3D008 when it does not exist
     */
    default void truncateEntity(List<String> path) {
        throw StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "entities of this store cannot be truncated");
    }

    /** Writes one record and returns when the store has it. */
    void insert(List<String> path, StoredRecord record);

    /** Reads records from now on or from the start, without end; see {@link RecordReader}. */
    RecordReader read(List<String> path, StartPosition from);

    /**
     * Turns "earliest" and "latest" into positions that stay the same when a query is started again.
     *
     * @return opaque text for {@link #source}, such as {@code partition:0,offset:42;partition:1,offset:7}
     */
    String position(List<String> path, StartPosition from);

    /**
     * The same for the first record of each partition that is no older than a time, and for its end where all are older.
     *
     * @throws StatementException 0A000 when the store cannot tell
     */
    default String position(List<String> path, Instant from) {
        throw StatementException.of(
                ErrorCode.FEATURE_NOT_SUPPORTED, "entities of this store cannot be read from a point in time");
    }

    /** Connector options for a job that reads the entity; keys and values are those of the Flink table connector. */
    Map<String, String> source(SourceOptions options);

    /** Connector options for a job that writes the entity. */
    Map<String, String> sink(SinkOptions options);

    @Override
    void close();

    /** An entity and whether it holds records itself (leaf) or further entities. */
    record Entity(String name, boolean leaf) {}

    /**
     * @param partitions how many partitions or shards it has
     * @param replicas how many copies, 0 where the word means nothing
     */
    record EntityDescription(int partitions, int replicas, Map<String, String> configs) {
        public EntityDescription {
            configs = Map.copyOf(configs);
        }
    }

    /** Where a new reader starts. */
    enum StartPosition {
        EARLIEST,
        LATEST
    }

    /**
     * @param position from {@link #position}
     * @param idleTimeoutMillis 0 for none
     * @param keyColumns columns that are read from the record's key, by their names in the job's table; may be empty
     * @param formats format options as the job understands them: {@code value.format}, {@code key.format} and what
     *     those formats take below {@code value.} and {@code key.}
     * @param upsert whether a record replaces what its key said before, and one without value deletes it; such a source
     *     is read from its start, whatever the position
     */
    record SourceOptions(
            List<String> path,
            String position,
            long idleTimeoutMillis,
            List<String> keyColumns,
            Map<String, String> formats,
            boolean upsert) {
        public SourceOptions {
            path = List.copyOf(path);
            keyColumns = List.copyOf(keyColumns);
            formats = Map.copyOf(formats);
        }

        /** A source of records that stand for themselves. */
        public SourceOptions(
                List<String> path,
                String position,
                long idleTimeoutMillis,
                List<String> keyColumns,
                Map<String, String> formats) {
            this(path, position, idleTimeoutMillis, keyColumns, formats, false);
        }

        /** The same of another entity. */
        public SourceOptions at(List<String> other) {
            return new SourceOptions(other, position, idleTimeoutMillis, keyColumns, formats, upsert);
        }

        /** The same with other options of its formats. */
        public SourceOptions withFormats(Map<String, String> others) {
            return new SourceOptions(path, position, idleTimeoutMillis, keyColumns, others, upsert);
        }
    }

    /**
     * @param transactionalIdPrefix of the query and its version; the same again when it resumes
     * @param keyColumns columns that make up the record's key; may be empty
     * @param keyOnlyColumns whether the key columns are left out of the value
     * @param formats as in {@link SourceOptions}
     * @param producer properties of the producer as the user wrote them, without prefix
     */
    record SinkOptions(
            List<String> path,
            WriteMode mode,
            String transactionalIdPrefix,
            boolean exactlyOnce,
            List<String> keyColumns,
            boolean keyOnlyColumns,
            Map<String, String> formats,
            Map<String, String> producer) {
        public SinkOptions {
            path = List.copyOf(path);
            keyColumns = List.copyOf(keyColumns);
            formats = Map.copyOf(formats);
            producer = Map.copyOf(producer);
        }

        /** The same to another entity. */
        public SinkOptions at(List<String> other) {
            return new SinkOptions(
                    other, mode, transactionalIdPrefix, exactlyOnce, keyColumns, keyOnlyColumns, formats, producer);
        }

        /** The same with other options of its formats. */
        public SinkOptions withFormats(Map<String, String> others) {
            return new SinkOptions(
                    path, mode, transactionalIdPrefix, exactlyOnce, keyColumns, keyOnlyColumns, others, producer);
        }

        /** Plain records without keys, each at least once. */
        public static SinkOptions plain(List<String> path) {
            return new SinkOptions(path, WriteMode.APPEND, "", false, List.of(), false, Map.of(), Map.of());
        }
    }

    /** What a sink does with rows that are not inserts. */
    enum WriteMode {
        /** There are none. */
        APPEND,
        /** Inserts and new versions are written as plain records; deletions and old versions are not. */
        CHANGELOG,
        /** The key identifies the row; a deletion is a record without value. */
        UPSERT
    }
}
