package io.braid.flink.job.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.flink.job.format.GuardedSchema.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedSchemaTest {
    private static final RowType TYPE = (RowType) DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                    DataTypes.FIELD("day", DataTypes.DATE()),
                    DataTypes.FIELD("who", DataTypes.ROW(DataTypes.FIELD("age", DataTypes.INT()))))
            .getLogicalType();

    private final List<RowData> rows = new ArrayList<>();
    private final Counter skipped = new SimpleCounter();

    private GuardedSchema schema(OnError onError, int columnsOfAbsentKey) throws Exception {
        InternalTypeInfo<RowData> produced = InternalTypeInfo.of(TYPE);
        GuardedSchema schema = new GuardedSchema(
                RecordSchema.of("JSON", Map.of(), JobRegistry.NONE, TYPE, produced),
                new Rules("JSON", "clicks", onError, null, false, columnsOfAbsentKey));
        schema.open(new Context());
        return schema;
    }

    private void read(GuardedSchema schema, @Nullable String json) throws IOException {
        schema.deserialize(json == null ? null : json.getBytes(StandardCharsets.UTF_8), collector(rows));
    }

    @Test
    void aGoodRecordIsARow() throws Exception {
        read(schema(OnError.TERMINATE, 0), "{\"id\": 7, \"more\": 1}");
        assertThat(rows).singleElement().satisfies(row -> assertThat(row.getLong(0))
                .isEqualTo(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        {"id": "abc"}          | field "id": expected BIGINT, found a string
        {"who": {"age": "x"}}  | field "who.age": expected INTEGER, found a string
        {"day": "tomorrow"}    | field "day": expected DATE, found a string of another form
        """)
    void theMessageNamesTopicFieldAndReason(String json, String reason) throws Exception {
        GuardedSchema schema = schema(OnError.TERMINATE, 0);

        assertThatThrownBy(() -> read(schema, json))
                .isInstanceOf(RecordFormatException.class)
                .hasMessage("a record of topic \"clicks\" cannot be read as JSON: " + reason);
    }

    @Test
    void whatIsNoJsonIsNamedWithoutItsPlaceInOurSources() throws Exception {
        GuardedSchema schema = schema(OnError.TERMINATE, 0);

        assertThatThrownBy(() -> read(schema, "hello"))
                .hasMessageStartingWith(
                        "a record of topic \"clicks\" cannot be read as JSON: the record is no JSON: unrecognized token")
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("org.apache");
    }

    @Test
    void ignoredRecordsAreLeftOutWholeAndCounted() throws Exception {
        GuardedSchema schema = schema(OnError.IGNORE, 0);

        read(schema, "{\"id\": 1}");
        read(schema, "{\"id\": 2, \"day\": \"tomorrow\"}");
        read(schema, "{\"id\": 3}");

        assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(1L, 3L);
        assertThat(skipped.getCount()).isEqualTo(1);
    }

    @Test
    void whatFailsFurtherDownIsNotABadRecord() throws Exception {
        GuardedSchema schema = schema(OnError.IGNORE, 0);
        Collector<RowData> failing = new Collector<>() {
            @Override
            public void collect(RowData row) {
                throw new ArithmeticException("/ by zero");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> schema.deserialize("{\"id\": 1}".getBytes(StandardCharsets.UTF_8), failing))
                .isInstanceOf(ArithmeticException.class);
        assertThat(skipped.getCount()).isZero();
    }

    @Test
    void anAbsentValueIsNoRow() throws Exception {
        read(schema(OnError.TERMINATE, 0), null);
        assertThat(rows).isEmpty();
    }

    @Test
    void anAbsentKeyIsARowOfNulls() throws Exception {
        read(schema(OnError.TERMINATE, 2), null);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getArity()).isEqualTo(2);
            assertThat(row.isNullAt(0) && row.isNullAt(1)).isTrue();
        });
    }

    private static Collector<RowData> collector(List<RowData> rows) {
        return new Collector<>() {
            @Override
            public void collect(RowData row) {
                rows.add(row);
            }

            @Override
            public void close() {}
        };
    }

    private final class Context implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public Counter counter(String name) {
                    assertThat(name).isEqualTo("skippedRecords");
                    return skipped;
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(GuardedSchemaTest.class.getClassLoader());
        }
    }
}
