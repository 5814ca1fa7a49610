package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The row that {@code eval/expressions.txt} describes, and how its values are shown. */
final class FixedRow {
    private static final List<Column> COLUMNS = new ArrayList<>();
    private static final List<@Nullable Object> VALUES = new ArrayList<>();

    static {
        LocalDateTime time = LocalDateTime.of(2024, 2, 29, 13, 10, 2);
        DataType home =
                DataType.struct(List.of(new Field("city", DataType.VARCHAR), new Field("zip", DataType.INTEGER)));
        Field name = new Field("name", DataType.VARCHAR);
        Field age = new Field("age", DataType.INTEGER);
        add("b", DataType.BOOLEAN, true);
        add("bf", DataType.BOOLEAN, false);
        add("bn", DataType.BOOLEAN, null);
        add("ti", DataType.TINYINT, 7);
        add("si", DataType.SMALLINT, 300);
        add("i", DataType.INTEGER, 42);
        add("n", DataType.INTEGER, null);
        add("neg", DataType.INTEGER, -7);
        add("z", DataType.INTEGER, 0);
        add("l", DataType.BIGINT, 9_000_000_000L);
        add("f", DataType.FLOAT, 1.5f);
        add("d", DataType.DOUBLE, 2.25);
        add("dz", DataType.DOUBLE, 0.0);
        add("dneg", DataType.DOUBLE, -2.5);
        add("p", DataType.decimal(10, 2), new BigDecimal("123.45"));
        add("pneg", DataType.decimal(10, 2), new BigDecimal("-2.55"));
        add("p0", DataType.decimal(5, 0), new BigDecimal("7"));
        add("pn", DataType.decimal(10, 2), null);
        add("pbig", DataType.decimal(38, 10), new BigDecimal("1234567890123456789012345678.0123456789"));
        add("s", DataType.VARCHAR, "Hello");
        add("e", DataType.VARCHAR, "");
        add("sn", DataType.VARCHAR, null);
        add("u", DataType.VARCHAR, "na\u00efve \u4e1c\u897f \ud83d\ude00");
        add("num", DataType.VARCHAR, "17");
        add("pad", DataType.VARCHAR, "  x y  ");
        add("csv", DataType.VARCHAR, "a,b,,c");
        add("v5", DataType.varchar(5), "abcde");
        add("bin", DataType.VARBINARY, "Hello".getBytes(StandardCharsets.UTF_8));
        add("dt", DataType.DATE, time.toLocalDate());
        add("dtn", DataType.DATE, null);
        add("tm", DataType.time(0), time.toLocalTime());
        add("tm3", DataType.time(3), LocalTime.of(13, 10, 2, 123_000_000));
        add("ts", DataType.timestamp(3), time.withNano(123_000_000));
        add("ts0", DataType.timestamp(0), LocalDate.EPOCH.atStartOfDay().minusSeconds(2));
        add("ts6", DataType.timestamp(6), time.withNano(123_456_000));
        add("tsn", DataType.timestamp(3), null);
        add("ltz", DataType.timestampLtz(3), Instant.parse("2024-02-29T13:10:02.123Z"));
        add("ltz6", DataType.timestampLtz(6), Instant.parse("2024-02-29T13:10:02.123456Z"));
        add("arr", DataType.array(DataType.INTEGER), Arrays.asList(1, 2, null));
        add("sarr", DataType.array(DataType.VARCHAR), List.of("x", "y"));
        add("arrn", DataType.array(DataType.INTEGER), null);
        add("m", DataType.map(DataType.VARCHAR, DataType.INTEGER), new TreeMap<>(Map.of("a", 1, "b", 2)));
        add(
                "st",
                DataType.struct(List.of(name, age, new Field("home", home))),
                List.of("Ann", 30, Arrays.asList("Rome", null)));
        add("stn", DataType.struct(List.of(name, age)), null);
        add(
                "js",
                DataType.VARCHAR,
                "{\"a\": {\"b\": [1, 2.50, \"x\"]}, \"t\": true, \"n\": null, \"s\": \"q\\\"uote\", \"f\": 1.0}");
    }

    private FixedRow() {}

    private static void add(String name, DataType type, @Nullable Object value) {
        COLUMNS.add(Column.of(name, type));
        VALUES.add(value);
    }

    static RowType columns() {
        return new RowType(COLUMNS);
    }

    static Scope scope() {
        return Scope.of(List.of("t"), columns());
    }

    static @Nullable Object[] values() {
        return VALUES.toArray();
    }

    static String shown(DataType type, @Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (type instanceof DataType.ArrayOf array) {
            StringJoiner text = new StringJoiner(", ", "[", "]");
            ((List<?>) value).forEach(element -> text.add(shown(array.element(), element)));
            return text.toString();
        }
        if (type instanceof DataType.MapOf map) {
            Map<String, String> text = new TreeMap<>();
            ((Map<?, ?>) value).forEach((key, item) -> text.put(shown(map.key(), key), shown(map.value(), item)));
            return text.toString();
        }
        if (type instanceof DataType.StructOf struct) {
            StringJoiner text = new StringJoiner(", ", "(", ")");
            List<?> values = (List<?>) value;
            for (int i = 0; i < values.size(); i++) {
                text.add(shown(struct.fields().get(i).type(), values.get(i)));
            }
            return text.toString();
        }
        return switch (type.kind()) {
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case VARBINARY -> HexFormat.of().withUpperCase().formatHex((byte[]) value);
            default -> value.toString();
        };
    }
}
