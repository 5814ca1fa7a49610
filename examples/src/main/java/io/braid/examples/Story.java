package io.braid.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Gathers events and puts them into the order in which they arrive: that of their times, but for small delays. */
final class Story {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Arriving> events = new ArrayList<>();
    private final Random random;
    private final int delayMillis;

    /** @param delayMillis how late an event may arrive after one that happened later */
    Story(Random random, int delayMillis) {
        this.random = random;
        this.delayMillis = delayMillis;
    }

    private record Arriving(long at, Event event) {}

    void tell(long at, String topic, @Nullable Object... fields) {
        add(at, topic, null, text(object(fields)));
    }

    void keyed(
            long at, String topic, Map<String, @Nullable Object> key, @Nullable Map<String, @Nullable Object> value) {
        add(at, topic, text(key), value == null ? null : text(value));
    }

    /** What is no JSON. */
    void nonsense(long at, String topic, String text) {
        add(at, topic, null, text);
    }

    private void add(long at, String topic, @Nullable String key, @Nullable String value) {
        long delay = delayMillis == 0 ? 0 : random.nextInt(delayMillis);
        events.add(new Arriving(at + delay, new Event(at, topic, key, value)));
    }

    /** Ends with what happens long after all else, so that nothing waits for more. */
    List<Event> told() {
        return events.stream()
                .sorted(Comparator.comparingLong(Arriving::at))
                .map(Arriving::event)
                .toList();
    }

    /** Names and values in turn. */
    static Map<String, @Nullable Object> object(@Nullable Object... fields) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            object.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return object;
    }

    private static String text(Map<String, @Nullable Object> object) {
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that is no JSON", e);
        }
    }
}
