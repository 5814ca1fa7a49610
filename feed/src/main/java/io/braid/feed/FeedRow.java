package io.braid.feed;

import io.braid.spi.ChangeKind;
import org.jspecify.annotations.Nullable;

/** One change. The values are those of {@link io.braid.spi.DataType} and are handed over, not copied. */
public record FeedRow(ChangeKind kind, @Nullable Object[] values) {
    public static FeedRow insert(@Nullable Object... values) {
        return new FeedRow(ChangeKind.INSERT, values);
    }
}
