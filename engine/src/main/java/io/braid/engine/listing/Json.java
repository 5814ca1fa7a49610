package io.braid.engine.listing;

import io.braid.spi.DataType;
import io.braid.spi.JsonText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cells that hold JSON. */
final class Json {
    private static final DataType LIST = DataType.array(DataType.VARCHAR);
    private static final DataType OBJECT = DataType.map(DataType.VARCHAR, DataType.VARCHAR);

    private Json() {}

    static String list(Collection<String> values) {
        return JsonText.of(LIST, List.copyOf(values));
    }

    /** Sorted by key, so that equal things look equal. */
    static String object(Map<String, String> values) {
        return JsonText.of(OBJECT, new TreeMap<>(values));
    }

    /** An object of numbers, in the order of the map. */
    static String numbers(Map<Integer, Long> values) {
        return values.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
