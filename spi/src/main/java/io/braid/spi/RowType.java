package io.braid.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** The columns of a row, in order. */
public record RowType(List<Column> columns) {
    public RowType {
        columns = List.copyOf(columns);
    }

    public static RowType of(Column... columns) {
        return new RowType(List.of(columns));
    }

    /** The fields of a STRUCT as columns. */
    public static RowType of(DataType.StructOf struct) {
        return new RowType(struct.fields().stream()
                .map(field -> Column.of(field.name(), field.type()))
                .toList());
    }

    public int size() {
        return columns.size();
    }

    public Column column(int index) {
        return columns.get(index);
    }

    public OptionalInt indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The column of a name. */
    public Optional<Column> find(String name) {
        return indexOf(name).stream().mapToObj(columns::get).findFirst();
    }

    /** Those of the columns whose names are wanted, in the same order. */
    public RowType only(Predicate<String> wanted) {
        return new RowType(
                columns.stream().filter(column -> wanted.test(column.name())).toList());
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
