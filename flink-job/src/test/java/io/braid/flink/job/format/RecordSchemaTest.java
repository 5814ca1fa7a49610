package io.braid.flink.job.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.StatementException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
    /** Every type arrives in Flink's inner form, after the schema went to a task as Flink sends it. */
    @Test
    void everyTypeArrives() throws Exception {
        RowType type = row(
                DataTypes.FIELD("b", DataTypes.BOOLEAN()),
                DataTypes.FIELD("ti", DataTypes.TINYINT()),
                DataTypes.FIELD("si", DataTypes.SMALLINT()),
                DataTypes.FIELD("i", DataTypes.INT()),
                DataTypes.FIELD("bi", DataTypes.BIGINT()),
                DataTypes.FIELD("f", DataTypes.FLOAT()),
                DataTypes.FIELD("d", DataTypes.DOUBLE()),
                DataTypes.FIELD("de", DataTypes.DECIMAL(38, 2)),
                DataTypes.FIELD("s", DataTypes.STRING()),
                DataTypes.FIELD("vb", DataTypes.BYTES()),
                DataTypes.FIELD("dt", DataTypes.DATE()),
                DataTypes.FIELD("t", DataTypes.TIME(3)),
                DataTypes.FIELD("ts", DataTypes.TIMESTAMP(9)),
                DataTypes.FIELD("tz", DataTypes.TIMESTAMP_LTZ(3)),
                DataTypes.FIELD("a", DataTypes.ARRAY(DataTypes.SMALLINT())),
                DataTypes.FIELD("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.DATE())),
                DataTypes.FIELD("r", DataTypes.ROW(DataTypes.FIELD("x", DataTypes.DECIMAL(3, 1)))));
        RecordSchema sent = RecordSchema.of("JSON", Map.of(), JobRegistry.NONE, type, InternalTypeInfo.of(type));
        RecordSchema schema = InstantiationUtil.clone(sent);

        RowData row = read(schema, """
                {"b": true, "ti": -128, "si": 32767, "i": 1, "bi": 2, "f": 0.5, "d": 0.25, "de": 1.5, "s": "é😀",
                 "vb": "AAE=", "dt": "1969-12-31", "t": "23:59:59.999", "ts": "1969-12-31 23:59:59.000000001",
                 "tz": "1969-12-31 23:59:59.999Z", "a": [1, null], "m": {"k": "2024-02-29"}, "r": {"x": 9.9}}""");

        assertThat(row.getBoolean(0)).isTrue();
        assertThat(row.getByte(1)).isEqualTo((byte) -128);
        assertThat(row.getShort(2)).isEqualTo((short) 32767);
        assertThat(row.getInt(3)).isEqualTo(1);
        assertThat(row.getLong(4)).isEqualTo(2);
        assertThat(row.getFloat(5)).isEqualTo(0.5f);
        assertThat(row.getDouble(6)).isEqualTo(0.25);
        assertThat(row.getDecimal(7, 38, 2).toBigDecimal()).isEqualByComparingTo("1.50");
        assertThat(row.getString(8)).hasToString("é😀");
        assertThat(row.getBinary(9)).containsExactly(0, 1);
        assertThat(LocalDate.ofEpochDay(row.getInt(10))).isEqualTo("1969-12-31");
        assertThat(row.getInt(11)).isEqualTo(86_399_999);
        assertThat(row.getTimestamp(12, 9).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.000000001"));
        assertThat(row.getTimestamp(13, 3).toInstant()).isEqualTo(Instant.parse("1969-12-31T23:59:59.999Z"));
        assertThat(row.getArray(14).getShort(0)).isEqualTo((short) 1);
        assertThat(row.getArray(14).isNullAt(1)).isTrue();
        assertThat(row.getMap(15).keyArray().getString(0)).hasToString("k");
        assertThat(row.getMap(15).valueArray().getInt(0))
                .isEqualTo((int) LocalDate.parse("2024-02-29").toEpochDay());
        assertThat(row.getRow(16, 1).getDecimal(0, 3, 1).toBigDecimal()).isEqualByComparingTo("9.9");
    }

    @Test
    void whatIsAbsentIsNull() throws Exception {
        RowType type = row(DataTypes.FIELD("ti", DataTypes.TINYINT()), DataTypes.FIELD("dt", DataTypes.DATE()));
        RowData row = read(
                RecordSchema.of("JSON", Map.of(), JobRegistry.NONE, type, InternalTypeInfo.of(type)), "{\"dt\": null}");
        assertThat(row.isNullAt(0) && row.isNullAt(1)).isTrue();
    }

    @Test
    void whatAFormatCannotHoldIsSaidWhenItIsPlanned() {
        RowType type = row(DataTypes.FIELD("m", DataTypes.MAP(DataTypes.INT(), DataTypes.INT())));
        assertThatThrownBy(() -> RecordSchema.of("JSON", Map.of(), JobRegistry.NONE, type, InternalTypeInfo.of(type)))
                .isInstanceOf(StatementException.class);
    }

    private static RowType row(DataTypes.Field... fields) {
        DataType type = DataTypes.ROW(fields);
        return (RowType) type.getLogicalType();
    }

    private static RowData read(RecordSchema schema, String json) throws Exception {
        return Objects.requireNonNull(schema.deserialize(json.getBytes(StandardCharsets.UTF_8)));
    }
}
