package io.braid.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.view.ViewScan.Operator;
import io.braid.view.ViewScan.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of views reads: values of every type, comparisons, order and limits. */
public abstract class ViewScanContract extends ViewStoreFixture {
    private static final Operator[] COMPARISONS = {
        Operator.EQUAL,
        Operator.NOT_EQUAL,
        Operator.LESS,
        Operator.LESS_OR_EQUAL,
        Operator.GREATER,
        Operator.GREATER_OR_EQUAL
    };

    /** Types with values in ascending order, the extremes among them. */
    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(DataType.BOOLEAN, List.of(false, true)),
                Arguments.of(DataType.TINYINT, List.of(-128, 0, 127)),
                Arguments.of(DataType.INTEGER, List.of(Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE)),
                Arguments.of(DataType.BIGINT, List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE)),
                Arguments.of(
                        DataType.FLOAT,
                        List.of(Float.NEGATIVE_INFINITY, -1.5f, 0.0f, Float.MIN_VALUE, 0.1f, Float.NaN)),
                Arguments.of(
                        DataType.DOUBLE,
                        List.of(
                                Double.NEGATIVE_INFINITY,
                                -Double.MAX_VALUE,
                                -0.1,
                                0.0,
                                Double.MIN_VALUE,
                                1e300,
                                Double.POSITIVE_INFINITY,
                                Double.NaN)),
                Arguments.of(
                        DataType.decimal(10, 2), decimals("-99999999.99", "-10.00", "-9.99", "0.00", "9.99", "10.00")),
                Arguments.of(
                        DataType.decimal(38, 18),
                        decimals(
                                "-99999999999999999999.999999999999999999",
                                "-0.000000000000000001",
                                "0.000000000000000000",
                                "2.000000000000000000",
                                "10.000000000000000000",
                                "99999999999999999999.999999999999999999")),
                Arguments.of(
                        DataType.VARCHAR, List.of("", "A", "B", "a", "a\u0000b", "aa", "grüße", "東西", "\ud83d\ude00")),
                Arguments.of(
                        DataType.VARBINARY,
                        List.of(new byte[0], new byte[] {0}, new byte[] {0, 1}, new byte[] {127}, new byte[] {-1})),
                Arguments.of(
                        DataType.DATE, List.of(LocalDate.of(0, 1, 1), LocalDate.EPOCH, LocalDate.of(9999, 12, 31))),
                Arguments.of(DataType.time(9), List.of(LocalTime.MIDNIGHT, LocalTime.NOON, LocalTime.MAX)),
                Arguments.of(
                        DataType.timestamp(6),
                        List.of(
                                LocalDateTime.parse("0001-01-01T00:00:00"),
                                LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                                LocalDateTime.parse("1970-01-01T00:00:00"),
                                LocalDateTime.parse("9999-12-31T23:59:59.999999"))),
                Arguments.of(
                        DataType.timestampLtz(9),
                        List.of(
                                Instant.parse("0001-01-01T00:00:00Z"),
                                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                                Instant.EPOCH,
                                Instant.parse("9999-12-31T23:59:59.999999999Z"))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void valuesOfAnyTypeAreReadBackComparedAndSorted(DataType type, List<Object> ascending) {
        check(new ViewShape(RowType.of(Column.of("v", type)), List.of(), null, null), ascending);
    }

    @ParameterizedTest
    @MethodSource("types")
    void soAreKeysOfAnyType(DataType type, List<Object> ascending) {
        check(new ViewShape(RowType.of(Column.of("v", type)), List.of("v"), null, null), ascending);
    }

    private void check(ViewShape shape, List<Object> ascending) {
        UUID view = create(shape);
        List<Object> mixed = new ArrayList<>(ascending);
        Collections.swap(mixed, 0, mixed.size() - 1);
        mixed.forEach(value -> write(view, 1, insert(value)));
        write(view, 1, insert((Object) null));

        List<@Nullable Object> nullsLast = new ArrayList<>(ascending);
        nullsLast.add(null);
        List<@Nullable Object> nullsFirst = new ArrayList<>(ascending);
        nullsFirst.add(0, null);
        assertThat(sorted(view, false, false))
                .usingElementComparator(this::same)
                .containsExactlyElementsOf(nullsLast);
        assertThat(sorted(view, false, true)).usingElementComparator(this::same).containsExactlyElementsOf(nullsFirst);
        Collections.reverse(nullsLast);
        Collections.reverse(nullsFirst);
        assertThat(sorted(view, true, true)).usingElementComparator(this::same).containsExactlyElementsOf(nullsLast);
        assertThat(sorted(view, true, false)).usingElementComparator(this::same).containsExactlyElementsOf(nullsFirst);

        for (int i = 0; i < ascending.size(); i++) {
            for (Operator operator : COMPARISONS) {
                assertThat(scan(view, where(0, operator, ascending.get(i))))
                        .as("%s %s", operator, ascending.get(i))
                        .hasSize(expected(operator, i, ascending.size()));
            }
        }
        assertThat(scan(view, where(0, Operator.IS_NULL, null))).hasSize(1);
        assertThat(scan(view, where(0, Operator.IS_NOT_NULL, null))).hasSize(ascending.size());
        assertThat(scan(view, where(0, Operator.EQUAL, null))).isEmpty();
    }

    private static int expected(Operator operator, int rank, int size) {
        return switch (operator) {
            case EQUAL -> 1;
            case NOT_EQUAL -> size - 1;
            case LESS -> rank;
            case LESS_OR_EQUAL -> rank + 1;
            case GREATER -> size - rank - 1;
            case GREATER_OR_EQUAL -> size - rank;
            case IS_NULL, IS_NOT_NULL -> throw new IllegalArgumentException();
        };
    }

    private List<@Nullable Object> sorted(UUID view, boolean descending, boolean nullsFirst) {
        return read(view, new ViewScan(List.of(0), List.of(), List.of(new Order(0, descending, nullsFirst)), -1))
                .stream()
                .<@Nullable Object>map(values -> values.get(0))
                .toList();
    }

    private int same(@Nullable Object a, @Nullable Object b) {
        return Arrays.deepEquals(new @Nullable Object[] {a}, new @Nullable Object[] {b}) ? 0 : 1;
    }

    @Test
    void comparisonsWithFinerOrGreaterValuesThanTheColumnHolds() {
        UUID view = create(new ViewShape(
                RowType.of(
                        Column.of("d", DataType.decimal(4, 1)),
                        Column.of("wide", DataType.decimal(20, 1)),
                        Column.of("at", DataType.timestamp(3))),
                List.of(),
                null,
                null));
        for (String d : List.of("-1.0", "1.0", "1.1")) {
            write(
                    view,
                    1,
                    insert(new BigDecimal(d), new BigDecimal(d), LocalDateTime.parse("2020-01-01T00:00:00.001")));
        }
        for (int column = 0; column < 2; column++) {
            BigDecimal between = new BigDecimal("1.05");
            assertThat(scan(view, where(column, Operator.EQUAL, between))).isEmpty();
            assertThat(scan(view, where(column, Operator.NOT_EQUAL, between))).hasSize(3);
            assertThat(scan(view, where(column, Operator.LESS, between))).hasSize(2);
            assertThat(scan(view, where(column, Operator.LESS_OR_EQUAL, between)))
                    .hasSize(2);
            assertThat(scan(view, where(column, Operator.GREATER, between))).hasSize(1);
            assertThat(scan(view, where(column, Operator.GREATER_OR_EQUAL, between)))
                    .hasSize(1);
            assertThat(scan(view, where(column, Operator.LESS, new BigDecimal("-1.05"))))
                    .isEmpty();
            assertThat(scan(view, where(column, Operator.EQUAL, new BigDecimal("1"))))
                    .hasSize(1);
            assertThat(scan(view, where(column, Operator.LESS, new BigDecimal("1e50"))))
                    .hasSize(3);
            assertThat(scan(view, where(column, Operator.LESS, new BigDecimal("-1e50"))))
                    .isEmpty();
        }
        LocalDateTime finer = LocalDateTime.parse("2020-01-01T00:00:00.001000001");
        assertThat(scan(view, where(2, Operator.LESS, finer))).hasSize(3);
        assertThat(scan(view, where(2, Operator.GREATER_OR_EQUAL, finer))).isEmpty();
        assertThat(scan(view, where(2, Operator.EQUAL, finer))).isEmpty();
    }

    @Test
    void zerosAreEqualWhateverTheirSign() {
        UUID view = create(new ViewShape(RowType.of(Column.of("v", DataType.DOUBLE)), List.of(), null, null));
        write(view, 1, insert(-0.0), insert(0.0), insert(1.0));
        assertThat(scan(view, where(0, Operator.EQUAL, 0.0))).containsExactly(row(-0.0), row(0.0));
        assertThat(scan(view, where(0, Operator.NOT_EQUAL, -0.0))).hasSize(1);
        assertThat(scan(view, where(0, Operator.LESS, 0.0))).isEmpty();
        assertThat(scan(view, where(0, Operator.GREATER_OR_EQUAL, 0.0))).hasSize(3);
        assertThat(scan(view, where(0, Operator.GREATER, -0.0))).hasSize(1);
    }

    @Test
    void nestedValuesAreReadBack() {
        DataType struct = DataType.struct(List.of(
                new Field("at", DataType.timestamp(9)),
                new Field("seen", DataType.timestampLtz(3)),
                new Field("day", DataType.DATE),
                new Field("t", DataType.time(3)),
                new Field("price", DataType.decimal(38, 2)),
                new Field("raw", DataType.VARBINARY),
                new Field("d", DataType.DOUBLE),
                new Field("f", DataType.FLOAT),
                new Field("big", DataType.BIGINT),
                new Field("ok", DataType.BOOLEAN),
                new Field("none", DataType.VARCHAR)));
        RowType columns = RowType.of(
                Column.of("s", struct),
                Column.of("a", DataType.array(DataType.array(DataType.INTEGER))),
                Column.of("m", DataType.map(DataType.VARCHAR, DataType.decimal(5, 2))),
                Column.of("k", DataType.map(DataType.BIGINT, DataType.DATE)));
        UUID view = create(new ViewShape(columns, List.of(), null, null));
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z \"quoted\"", new BigDecimal("1.50"));
        map.put("a", null);
        byte[] raw = {0, -1, 5};
        List<@Nullable Object> value = Arrays.asList(
                LocalDateTime.parse("2020-01-01T10:00:00.000000001"),
                Instant.parse("2020-01-01T10:00:00.120Z"),
                LocalDate.of(2020, 2, 29),
                LocalTime.of(1, 2),
                new BigDecimal("123456789012345678901234567890123456.70"),
                raw,
                Double.NaN,
                0.1f,
                Long.MIN_VALUE,
                true,
                null);
        write(view, 1, insert(value, List.of(List.of(1, 2), List.of()), map, Map.of(7L, LocalDate.EPOCH)));
        write(view, 1, insert(null, null, null, null));

        reopen();
        List<List<@Nullable Object>> rows = all(view);
        assertThat((List<?>) rows.get(0).get(0))
                .usingElementComparator(this::same)
                .isEqualTo(value);
        assertThat(rows.get(0).subList(1, 4))
                .containsExactly(List.of(List.of(1, 2), List.of()), map, Map.of(7L, LocalDate.EPOCH));
        assertThat(((Map<?, ?>) rows.get(0).get(2)).keySet().toArray()).containsExactly("z \"quoted\"", "a");
        assertThat(rows.get(1)).containsOnlyNulls();
    }

    @Test
    void columnsConditionsOrderAndLimitTogether() {
        RowType columns = RowType.of(
                Column.of("id", DataType.BIGINT),
                Column.of("region", DataType.VARCHAR),
                Column.of("n", DataType.INTEGER));
        UUID view = create(new ViewShape(columns, List.of("id"), null, null));
        for (long id = 0; id < 20; id++) {
            write(view, 1, insert(id, id % 2 == 0 ? "even" : "odd", (int) (id % 5)));
        }
        ViewScan scan = new ViewScan(
                List.of(2, 0, 0),
                List.of(where(1, Operator.EQUAL, "even"), where(0, Operator.GREATER_OR_EQUAL, 4L)),
                List.of(new Order(2, true, false), new Order(0, false, false)),
                3);
        assertThat(read(view, scan)).containsExactly(row(4, 4L, 4L), row(4, 14L, 14L), row(3, 8L, 8L));
        assertThat(read(view, new ViewScan(List.of(), List.of(), List.of(), 2))).containsExactly(row(), row());
        assertThat(read(view, new ViewScan(List.of(0), List.of(), List.of(), 0)))
                .isEmpty();
    }

    private static List<Object> decimals(String... texts) {
        return Stream.of(texts).<Object>map(BigDecimal::new).toList();
    }
}
