package io.braid.engine.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a plan says where records that cannot be read are logged: among the options of the format that reads them. Binding
 * a plan turns the store into what the job needs to reach it.
 */
public final class BadRecords {
    public static final String LOG = "log.";
    public static final String TOPIC = "topic";
    public static final String STORE = "store";
    public static final String PARTITIONS = "partitions";
    public static final String REPLICAS = "replicas";

    private BadRecords() {}

    /**
     * A topic for bad records.
     *
     * @param partitions to create it with, as text; {@code replicas} likewise
     */
    public record Log(String store, String topic, String partitions, String replicas) {}

    /** Where the formats of a source log what they cannot read; both parts of a record log to one place. */
    public static Optional<Log> log(Map<String, String> formats) {
        return prefix(formats)
                .map(prefix -> new Log(
                        formats.getOrDefault(prefix + STORE, ""),
                        formats.getOrDefault(prefix + TOPIC, ""),
                        formats.getOrDefault(prefix + PARTITIONS, ""),
                        formats.getOrDefault(prefix + REPLICAS, "")));
    }

    private static Optional<String> prefix(Map<String, String> formats) {
        String end = "." + LOG + STORE;
        return formats.keySet().stream()
                .filter(key -> key.endsWith(end))
                .findFirst()
                .map(key -> key.substring(0, key.length() - STORE.length()));
    }

    /** The options with what replaces the store, under the same prefixes. */
    public static Map<String, String> bound(Map<String, String> formats, Map<String, String> replacement) {
        Map<String, String> bound = new LinkedHashMap<>();
        formats.forEach((key, value) -> {
            String name = key.substring(key.lastIndexOf('.') + 1);
            boolean ofLog = key.endsWith("." + LOG + name);
            if (ofLog && name.equals(STORE)) {
                String prefix = key.substring(0, key.length() - STORE.length());
                replacement.forEach((other, text) -> bound.put(prefix + other, text));
            } else if (!ofLog || name.equals(TOPIC)) {
                bound.put(key, value);
            }
        });
        return bound;
    }
}
