package io.braid.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a terminated query had come to in one of its sources.
 *
 * @param entity path of the entity in its store
 * @param offsets by partition: the offset of the next record that it would have read
 */
public record SavedPosition(String store, List<String> entity, Map<Integer, Long> offsets) {
    public SavedPosition {
        entity = List.copyOf(entity);
        offsets = Map.copyOf(offsets);
    }

    /** In the order of partitions. */
    public Map<Integer, Long> sorted() {
        return new TreeMap<>(offsets);
    }
}
