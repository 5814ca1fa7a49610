package io.braid.engine.listing;

import io.braid.catalog.Audit;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be told of a thing: one column of LIST, of a system table, or of both.
 *
 * @param stored its name in the system tables: {@code created_at}
 * @param listed its name in LIST and DESCRIBE: {@code CreatedAt}
 * @param canonical turns another spelling of a value that somebody looks for into the one that is told
 */
record Fact<T>(
        String stored,
        String listed,
        DataType type,
        boolean nullable,
        Reading<T> reading,
        UnaryOperator<Object> canonical) {
    static final DataType TIME = DataType.timestampLtz(3);

    /** How a value is found; some depend on who looks. */
    interface Reading<T> {
        @Nullable
        Object of(T thing, Viewer viewer);
    }

    static <T> Fact<T> of(String stored, DataType type, boolean nullable, Reading<T> reading) {
        return new Fact<>(stored, camelCase(stored), type, nullable, reading, UnaryOperator.identity());
    }

    static <T> Fact<T> text(String stored, Function<T, String> reading) {
        return of(stored, DataType.VARCHAR, false, (thing, viewer) -> reading.apply(thing));
    }

    static <T> Fact<T> maybeText(String stored, Function<T, @Nullable String> reading) {
        return of(stored, DataType.VARCHAR, true, (thing, viewer) -> reading.apply(thing));
    }

    static <T> Fact<T> time(String stored, Function<T, Instant> reading) {
        return of(stored, TIME, false, (thing, viewer) -> reading.apply(thing));
    }

    static <T> Fact<T> flag(String stored, Predicate<T> reading) {
        return of(stored, DataType.BOOLEAN, false, (thing, viewer) -> reading.test(thing));
    }

    /** A column of a listing that has no rows yet. */
    static <T> Fact<T> absent(String stored, DataType type, boolean nullable) {
        return of(stored, type, nullable, (thing, viewer) -> null);
    }

    /** What nearly every system table ends with. */
    static <T> List<Fact<T>> audit(Function<T, Audit> audit) {
        return List.of(
                owner(audit),
                text("created_by_role", thing -> audit.apply(thing).owner()),
                of(
                        "created_by_role_deleted",
                        DataType.BOOLEAN,
                        false,
                        (thing, viewer) -> !viewer.hasRole(audit.apply(thing).owner())),
                text("created_by", thing -> audit.apply(thing).createdBy()),
                createdAt(audit),
                text("updated_by_role", thing -> audit.apply(thing).owner()),
                of(
                        "updated_by_role_deleted",
                        DataType.BOOLEAN,
                        false,
                        (thing, viewer) -> !viewer.hasRole(audit.apply(thing).owner())),
                text("updated_by", thing -> audit.apply(thing).createdBy()),
                updatedAt(audit),
                organization());
    }

    static <T> Fact<T> owner(Function<T, Audit> audit) {
        return text("owner", thing -> audit.apply(thing).owner());
    }

    static <T> Fact<T> createdAt(Function<T, Audit> audit) {
        return time("created_at", thing -> audit.apply(thing).createdAt());
    }

    static <T> Fact<T> updatedAt(Function<T, Audit> audit) {
        return time("updated_at", thing -> audit.apply(thing).updatedAt());
    }

    static <T> Fact<T> organization() {
        return of("organization_id", DataType.VARCHAR, false, (thing, viewer) -> viewer.organization()
                .toString());
    }

    static <T> List<Fact<T>> join(List<Fact<T>> start, List<Fact<T>> end) {
        List<Fact<T>> all = new ArrayList<>(start);
        all.addAll(end);
        return all;
    }

    Fact<T> listedAs(String name) {
        return new Fact<>(stored, name, type, nullable, reading, canonical);
    }

    Fact<T> spelled(UnaryOperator<Object> canonical) {
        return new Fact<>(stored, listed, type, nullable, reading, canonical);
    }

    Column listedColumn() {
        return new Column(listed, type, nullable);
    }

    Column storedColumn() {
        return new Column(stored, type, nullable);
    }

    static String camelCase(String stored) {
        StringBuilder name = new StringBuilder();
        for (String word : stored.split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
