package io.braid.engine.pool;

import io.braid.catalog.ComputePool.Size;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The WITH clause of a compute pool.
 *
 * @param size absent when it is not said
 * @param idleMinutes the same; 0 for never
 * @param remote what is said of its cluster
 */
record PoolProperties(Optional<Size> size, Optional<Integer> idleMinutes, RemoteProperties remote) {
    private static final List<Size> SIZES = List.of(Size.SMALL, Size.MEDIUM, Size.LARGE);
    private static final int MOST_MINUTES = 7 * 24 * 60;

    static PoolProperties of(List<Property> properties) {
        Optional<Size> size = Optional.empty();
        Optional<Integer> minutes = Optional.empty();
        RemoteProperties remote = new RemoteProperties();
        for (Property property : properties) {
            if (RemoteProperties.NAMES.contains(property.foldedKey())) {
                remote.take(property);
                continue;
            }
            switch (property.foldedKey()) {
                case "compute_pool.size", "size" -> size = Optional.of(size(property));
                case "compute_pool.timeout_min" -> minutes = Optional.of(minutes(property));
                case "min.units", "max.units", "auto.suspend", "auto.suspend.minutes" -> {
                    // sent by a client, and meaning nothing to any server
                }
                default ->
                    throw invalid(property, "there is no parameter \"%s\"".formatted(property.key()))
                            .hint("there are compute_pool.size, compute_pool.timeout_min and type; of a remote pool"
                                    + " flink.rest.uri, flink.feed.address and flink.job.code");
            }
        }
        return new PoolProperties(size, minutes, remote);
    }

    private static Size size(Property property) {
        return SIZES.stream()
                .filter(size -> size.word().equals(property.text().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid(property, "there is no size \"%s\"".formatted(property.text()))
                        .hint("the sizes are " + String.join(", ", words())));
    }

    private static List<String> words() {
        return SIZES.stream().map(Size::word).toList();
    }

    private static int minutes(Property property) {
        return Stream.of(property.text())
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .filter(minutes -> minutes <= MOST_MINUTES)
                .findFirst()
                .orElseThrow(() -> invalid(
                                property,
                                "\"%s\" is no number of minutes from 0 to %d".formatted(property.text(), MOST_MINUTES))
                        .hint("0 means that the pool never stops by itself"));
    }

    private static StatementException invalid(Property property, String what) {
        return StatementContext.at(property.at(), StatementException.of(ErrorCode.INVALID_PARAMETER, "%s", what));
    }
}
