package io.braid.flink.job.format;

import io.braid.spi.DataType;
import io.braid.spi.JsonText;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that could not be read into a topic, as JSON. A record is in the log before the source goes on, so that
 * no checkpoint can lie behind one that is not logged; after a fault it may be logged twice.
 *
 * @param topic that takes the records
 * @param properties of a Kafka client, secrets included
 * @param query that could not read them
 */
record BadRecordLog(String topic, Map<String, String> properties, String query) implements Serializable {
    BadRecordLog {
        properties = Map.copyOf(properties);
    }

    /**
     * @param part {@code key} or {@code value}: what could not be read
     * @param bytes of that part
     * @param record null when the source does not tell
     * @throws IOException if the log does not take it: then the query must not go on
     */
    void write(String part, byte[] bytes, @Nullable ConsumerRecord<byte[], byte[]> record, String error)
            throws IOException {
        byte[] text = json(part, bytes, record, error).getBytes(StandardCharsets.UTF_8);
        byte[] key = record == null ? null : record.key();
        try {
            LogProducers.of(properties)
                    .send(new ProducerRecord<>(topic, null, key, text))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a bad record was logged", e);
        } catch (ExecutionException | RuntimeException e) {
            throw new IOException(
                    "a record that cannot be read could not be written to the log topic \"" + topic + "\"", e);
        }
    }

    private String json(String part, byte[] bytes, @Nullable ConsumerRecord<byte[], byte[]> record, String error) {
        StringBuilder json = new StringBuilder("{");
        member(json, "query", query);
        member(json, "part", part);
        member(json, "error", error);
        if (record == null) {
            member(json, part, Base64.getEncoder().encodeToString(bytes));
        } else {
            member(json, "topic", record.topic());
            json.append("\"partition\":").append(record.partition()).append(',');
            json.append("\"offset\":").append(record.offset()).append(',');
            json.append("\"timestamp\":").append(record.timestamp()).append(',');
            member(json, "key", base64(record.key()));
            member(json, "value", base64(record.value()));
            headers(json, record);
        }
        member(json, "logged_at", Instant.now().toString());
        json.setCharAt(json.length() - 1, '}');
        return json.toString();
    }

    private static void headers(StringBuilder json, ConsumerRecord<byte[], byte[]> record) {
        json.append("\"headers\":[");
        boolean first = true;
        for (Header header : record.headers()) {
            json.append(first ? "{" : ",{");
            member(json, "name", header.key());
            member(json, "value", base64(header.value()));
            json.setCharAt(json.length() - 1, '}');
            first = false;
        }
        json.append("],");
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static void member(StringBuilder json, String name, @Nullable String value) {
        json.append('"').append(name).append("\":");
        if (value == null) {
            json.append("null");
        } else {
            JsonText.append(json, DataType.VARCHAR, value, JsonText.Timestamps.SQL);
        }
        json.append(',');
    }

    @Override
    public String toString() {
        return "BadRecordLog[" + topic + "]";
    }
}
