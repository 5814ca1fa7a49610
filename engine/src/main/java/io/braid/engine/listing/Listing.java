package io.braid.engine.listing;

import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Cells;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that can be told of one kind of thing. LIST, DESCRIBE and the system table are three ways of telling it.
 *
 * @param listed the columns of LIST, in order
 * @param stored the columns of the system table, in order; none where there is no such table
 * @param details what DESCRIBE adds
 * @param source where the things are
 * @param visible which of them a viewer may see
 */
record Listing<T>(
        List<Fact<T>> listed,
        List<Fact<T>> stored,
        List<Fact<T>> details,
        Source<T> source,
        BiPredicate<T, Viewer> visible) {
    static final RowType PROPERTIES =
            RowType.of(new Column("Property", DataType.VARCHAR, false), Column.of("Value", DataType.VARCHAR));

    Listing {
        listed = List.copyOf(listed);
        stored = List.copyOf(stored);
        details = List.copyOf(details);
    }

    /** Finds things. It gives at least those that are wanted; it may give more. */
    interface Source<T> {
        List<T> find(Viewer viewer, Wanted wanted);
    }

    static <T> Listing<T> of(List<Fact<T>> listed, List<Fact<T>> stored, Source<T> source) {
        return new Listing<>(listed, stored, List.of(), source, (thing, viewer) -> true);
    }

    /** Of things that there cannot be any of yet. */
    static Listing<Void> none(List<Fact<Void>> listed, List<Fact<Void>> stored) {
        return of(listed, stored, (viewer, wanted) -> List.of());
    }

    Listing<T> seenIf(BiPredicate<T, Viewer> visible) {
        return new Listing<>(listed, stored, details, source, visible);
    }

    Listing<T> detailed(List<Fact<T>> details) {
        return new Listing<>(listed, stored, details, source, visible);
    }

    RowType listedColumns() {
        return new RowType(listed.stream().map(Fact::listedColumn).toList());
    }

    RowType storedColumns() {
        return new RowType(stored.stream().map(Fact::storedColumn).toList());
    }

    /** Listed facts first, where two have one name. */
    Set<Fact<T>> facts() {
        Set<Fact<T>> all = new LinkedHashSet<>(listed);
        all.addAll(stored);
        all.addAll(details);
        return all;
    }

    List<T> find(Viewer viewer, Wanted wanted) {
        List<Fact<T>> known = stored.stream()
                .filter(fact -> wanted.values().containsKey(fact.stored()))
                .toList();
        List<T> found = new ArrayList<>();
        for (T thing : source.find(viewer, wanted)) {
            boolean matches = known.stream()
                    .allMatch(fact -> Objects.equals(wanted.values().get(fact.stored()), value(fact, thing, viewer)));
            if (matches && visible.test(thing, viewer)) {
                found.add(thing);
            }
        }
        return found;
    }

    /** The answer to LIST. */
    Table table(List<T> things, Viewer viewer, Predicate<T> condition) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (T thing : things) {
            if (condition.test(thing)) {
                rows.add(row(listed, thing, viewer));
            }
        }
        return Table.of(listedColumns(), rows);
    }

    /** The answer to DESCRIBE: one row a fact. */
    Table described(T thing, Viewer viewer) {
        ZoneId zone = viewer.session().zone();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (List<Fact<T>> part : List.of(listed, details)) {
            for (Fact<T> fact : part) {
                rows.add(new @Nullable Object[] {
                    fact.listed(), Cells.render(fact.type(), value(fact, thing, viewer), zone)
                });
            }
        }
        return Table.of(PROPERTIES, rows);
    }

    static <T> @Nullable Object[] row(List<Fact<T>> facts, T thing, Viewer viewer) {
        @Nullable Object[] row = new @Nullable Object[facts.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(facts.get(i), thing, viewer);
        }
        return row;
    }

    static <T> @Nullable Object value(Fact<T> fact, T thing, Viewer viewer) {
        return fact.reading().of(thing, viewer);
    }
}
