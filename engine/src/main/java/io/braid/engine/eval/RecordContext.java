package io.braid.engine.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message beside its columns. It is the last value of every row that a {@link DirectSelect} reads.
 *
 * @param timestamp milliseconds since 1970
 * @param metadata values of the fields of {@code rowmeta()}, in order
 * @param key the decoded key
 */
public record RecordContext(
        long timestamp,
        List<@Nullable Object> metadata,
        @Nullable Object key) {}
