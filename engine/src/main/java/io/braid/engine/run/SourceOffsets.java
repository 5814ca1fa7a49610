package io.braid.engine.run;

import java.util.Map;

/**
 * Where a job had come to in one entity, as its savepoint says.
 *
 * @param entity its last name: the topic
 * @param offsets of the next record, by partition
 */
public record SourceOffsets(String entity, Map<Integer, Long> offsets) {
    public SourceOffsets {
        offsets = Map.copyOf(offsets);
    }
}
