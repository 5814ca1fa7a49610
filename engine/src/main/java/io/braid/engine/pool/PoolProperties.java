package io.braid.engine.pool;

import io.braid.catalog.ComputePool.Size;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The WITH clause of a compute pool.
 *
 * @param size absent when it is not said
 * @param idleMinutes the same; 0 for never
 * @param remote what is said of its cluster
 */
public record PoolProperties(Optional<Size> size, Optional<Integer> idleMinutes, RemoteProperties remote) {
    private static final List<Size> SIZES = List.of(Size.SMALL, Size.MEDIUM, Size.LARGE);

    private static final Setting<Size> SIZE = new Setting<>(
            "compute_pool.size",
            "one of " + words(),
            PoolProperties::readSize,
            null,
            false,
            false,
            List.of("size"),
            "How many task slots its queries share: 4, 16 or 64.");
    private static final Setting<Integer> MINUTES = Setting.between(
            "compute_pool.timeout_min",
            0,
            7 * 24 * 60,
            "After how many minutes without a query the pool stops by itself; 0 for never.");
    private static final Setting<String> IGNORED =
            Setting.text("min.units", "Ignored.").alias("max.units", "auto.suspend", "auto.suspend.minutes");

    public static final List<Setting<?>> ALL;

    static {
        List<Setting<?>> all = new ArrayList<>(List.of(SIZE, MINUTES));
        all.addAll(RemoteProperties.ALL);
        all.add(IGNORED);
        ALL = List.copyOf(all);
    }

    static PoolProperties of(List<Property> properties, Position at) {
        Settings settings = WithClause.read(properties, ALL, at);
        RemoteProperties remote = new RemoteProperties();
        for (Property property : properties) {
            if (RemoteProperties.NAMES.contains(property.foldedKey())) {
                remote.take(property);
            }
        }
        return new PoolProperties(settings.find(SIZE), settings.find(MINUTES), remote);
    }

    private static Size readSize(String text) {
        return SIZES.stream()
                .filter(size -> size.word().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + words()));
    }

    private static String words() {
        return String.join(", ", SIZES.stream().map(Size::word).toList());
    }
}
