package io.braid.view;

import io.braid.spi.RowType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a view holds.
 *
 * @param primaryKey rows replace each other by it; empty for a view that keeps every row
 * @param retention how long a row is kept; null for ever
 * @param timeColumn the column that {@code retention} is measured on; null means the time of writing
 */
public record ViewShape(
        RowType columns,
        List<String> primaryKey,
        @Nullable Duration retention,
        @Nullable String timeColumn) {
    public ViewShape {
        primaryKey = List.copyOf(primaryKey);
    }

    public boolean appendOnly() {
        return primaryKey.isEmpty();
    }

    public Optional<Duration> findRetention() {
        return Optional.ofNullable(retention);
    }
}
