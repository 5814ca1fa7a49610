package io.braid.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of an entity, as bytes. The arrays are handed over, not copied.
 *
 * @param timestampMillis epoch milliseconds; when writing, a negative value means "now"
 */
public record StoredRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        long timestampMillis,
        String topic,
        int partition,
        long offset,
        Map<String, byte[]> headers) {

    public static StoredRecord toWrite(byte @Nullable [] key, byte @Nullable [] value) {
        return new StoredRecord(key, value, -1, "", -1, -1, Map.of());
    }
}
