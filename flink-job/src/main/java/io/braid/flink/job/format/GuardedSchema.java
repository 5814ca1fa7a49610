package io.braid.flink.job.format;

import io.braid.spi.StatementException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Puts our rules around a format: a record is read whole or not at all, what cannot be read is handled as the query
 * wishes, and absent bytes mean "no row" for a value and "a row of nulls" for a key; where a format needs at least one
 * byte, none are absent, too.
 */
final class GuardedSchema implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final DeserializationSchema<RowData> format;
    private final Rules rules;
    private final Pending pending = new Pending();
    private transient Counter skipped = new SimpleCounter();

    GuardedSchema(DeserializationSchema<RowData> format, Rules rules) {
        this.format = format;
        this.rules = rules;
    }

    /**
     * @param formatName for messages
     * @param topic for messages, empty when it is not known
     * @param log takes bad records, null unless they shall be logged
     * @param readsKeys whether it is for the keys of records
     * @param columnsOfAbsentKey how many nulls stand for absent bytes; 0 means there is no row
     */
    record Rules(
            String formatName,
            String topic,
            OnError onError,
            @Nullable BadRecordLog log,
            boolean readsKeys,
            int columnsOfAbsentKey)
            implements Serializable {}

    @Override
    public void open(InitializationContext context) throws Exception {
        skipped = context.getMetricGroup().counter("skippedRecords");
        format.open(context);
    }

    @Override
    public RowData deserialize(byte[] message) {
        throw new UnsupportedOperationException("a record may hold no row or several: use a collector");
    }

    @Override
    public void deserialize(byte @Nullable [] message, Collector<RowData> out) throws IOException {
        // key and value of a source log or do not log together, and where they do not, no record shall pay for it
        BadKey badKey = rules.log() == null || rules.readsKeys() ? null : BadKey.take();
        if (badKey != null) {
            // the key of this record could not be read, and so there is no row: only here is known which record it is
            badKey.log(RecordInHand.of(out));
            return;
        }
        if (message == null) {
            if (rules.columnsOfAbsentKey() > 0) {
                out.collect(new GenericRowData(rules.columnsOfAbsentKey()));
            }
            return;
        }
        // Rows are held back until all of the record was read: what fails further down the pipeline must not be taken
        // for a bad record, and half a record must not be emitted.
        pending.rows.clear();
        try {
            format.deserialize(message, pending);
        } catch (StatementException e) {
            // not the record is to blame but what it is read with, such as a schema registry that does not answer
            throw e;
        } catch (IOException | RuntimeException e) {
            bad(message, out, e);
            return;
        }
        if (pending.rows.isEmpty() && rules.columnsOfAbsentKey() > 0) {
            out.collect(new GenericRowData(rules.columnsOfAbsentKey()));
        }
        for (RowData row : pending.rows) {
            out.collect(row);
        }
    }

    private void bad(byte[] message, Collector<RowData> out, Exception error) throws IOException {
        ConsumerRecord<byte[], byte[]> record = RecordInHand.of(out);
        if (rules.onError() == OnError.TERMINATE) {
            throw new RecordFormatException(describe(error, record), error);
        }
        skipped.inc();
        BadRecordLog log = rules.log();
        if (log == null) {
            return;
        }
        if (rules.readsKeys()) {
            BadKey.leave(new BadKey(log, message, ParseErrors.reason(error)));
        } else {
            log.write("value", message, record, ParseErrors.reason(error));
        }
    }

    private String describe(Throwable error, @Nullable ConsumerRecord<byte[], byte[]> record) {
        String source = rules.topic().isEmpty() ? "a record" : "a record of topic \"" + rules.topic() + "\"";
        String place =
                record == null ? "" : " (partition %d, offset %d)".formatted(record.partition(), record.offset());
        return source + place + " cannot be read as " + rules.formatName() + ": " + ParseErrors.reason(error);
    }

    /**
     * A key that could not be read, on its way from the schema of the keys to that of the values. Flink reads the value
     * of a record right after its key, in the same thread.
     */
    private record BadKey(BadRecordLog log, byte[] bytes, String error) {
        private static final ThreadLocal<@Nullable BadKey> LAST = new ThreadLocal<>();

        static void leave(BadKey key) throws IOException {
            BadKey before = take();
            if (before != null) {
                before.log(null);
            }
            LAST.set(key);
        }

        static @Nullable BadKey take() {
            BadKey key = LAST.get();
            if (key != null) {
                LAST.remove();
            }
            return key;
        }

        void log(@Nullable ConsumerRecord<byte[], byte[]> record) throws IOException {
            log.write("key", bytes, record, error);
        }
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return format.getProducedType();
    }

    /** Rows of the record that is being read. */
    private static final class Pending implements Collector<RowData>, Serializable {
        private static final long serialVersionUID = 1L;
        private final List<RowData> rows = new ArrayList<>(1);

        @Override
        public void collect(@Nullable RowData row) {
            if (row != null) {
                rows.add(row);
            }
        }

        @Override
        public void close() {}
    }
}
