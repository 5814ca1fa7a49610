package io.braid.flink.job.format;

import java.lang.reflect.Field;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the record whose bytes a format is given. Flink tells a format nothing about it, but the collector that the Kafka
 * source hands to the format of the value holds it, because it adds the record's metadata to the rows.
 */
final class RecordInHand {
    private static final String FIELD = "inputRecord";
    /** One class in practice; looked up once. */
    private static final ClassValue<@Nullable Field> FIELDS = new ClassValue<>() {
        @Override
        protected @Nullable Field computeValue(Class<?> type) {
            try {
                Field field = type.getDeclaredField(FIELD);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException e) {
                return null;
            }
        }
    };

    private RecordInHand() {}

    /** Null when the collector is another one: the source reads no metadata. */
    @SuppressWarnings("unchecked") // the source reads bytes
    static @Nullable ConsumerRecord<byte[], byte[]> of(Collector<?> out) {
        Field field = FIELDS.get(out.getClass());
        try {
            return field == null ? null : (ConsumerRecord<byte[], byte[]>) field.get(out);
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
