package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RegisteredSchema.Reference;
import io.braid.spi.RowType;
import io.braid.spi.SchemaLookup;
import io.braid.spi.StatementException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Avro's own library writes is read, and what is written is read by Avro's own library. */
class AvroRecordsTest {
    private static final int ID = 7;

    private static final DataType ADDRESS = DataType.struct(
            List.of(new Field("street", DataType.VARCHAR), new Field("numbers", DataType.array(DataType.INTEGER))));

    private static final RowType ALL = RowType.of(
            Column.of("b", DataType.BOOLEAN),
            Column.of("ti", DataType.TINYINT),
            Column.of("si", DataType.SMALLINT),
            Column.of("i", DataType.INTEGER),
            Column.of("bi", DataType.BIGINT),
            Column.of("f", DataType.FLOAT),
            Column.of("d", DataType.DOUBLE),
            Column.of("de", DataType.decimal(38, 4)),
            Column.of("s", DataType.VARCHAR),
            Column.of("vb", DataType.VARBINARY),
            Column.of("dt", DataType.DATE),
            Column.of("t", DataType.time(3)),
            Column.of("ts", DataType.timestamp(3)),
            Column.of("ts6", DataType.timestamp(6)),
            Column.of("ts9", DataType.timestamp(9)),
            Column.of("tz", DataType.timestampLtz(3)),
            Column.of("tz6", DataType.timestampLtz(6)),
            Column.of("a", DataType.array(DataType.VARCHAR)),
            Column.of("m", DataType.map(DataType.VARCHAR, DataType.BIGINT)),
            Column.of("r", ADDRESS),
            Column.of("ar", DataType.array(ADDRESS)));

    private static SchemaLookup registry(String schema, String... references) {
        List<Reference> referred = new ArrayList<>();
        for (String reference : references) {
            referred.add(new Reference("r" + referred.size(), reference));
        }
        RegisteredSchema registered = new RegisteredSchema(ID, RegisteredSchema.AVRO, schema, referred);
        return id -> id == ID ? Optional.of(registered) : Optional.empty();
    }

    private static RegisteredSchema registered(String schema) {
        return new RegisteredSchema(ID, RegisteredSchema.AVRO, schema, List.of());
    }

    /** One record with one field. */
    private static String of(String type) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":" + type + "}]}";
    }

    private static @Nullable Object read(String schema, DataType type, byte[] record) {
        RecordDecoder decoder = RecordDecoder.of("avro", Map.of(), RowType.of(Column.of("v", type)), registry(schema));
        return Objects.requireNonNull(decoder.decode(record))[0];
    }

    private static byte[] write(String schema, Object datum) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ConfluentFrame.head(ID));
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(new Schema.Parser().parse(schema)).write(datum, out);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** A record of {@link #of} whose field has this value of Avro's own classes. */
    private static byte[] writeValue(String schema, @Nullable Object value) {
        GenericData.Record record = new GenericData.Record(new Schema.Parser().parse(schema));
        record.put("v", value);
        return write(schema, record);
    }

    private static @Nullable Object[] extremes() {
        return new @Nullable Object[] {
            true,
            -128,
            32767,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Float.MIN_VALUE,
            Double.MAX_VALUE,
            new BigDecimal("-9999999999999999999999999999999999.9999"),
            "é😀\0",
            new byte[] {0, -1},
            LocalDate.of(9999, 12, 31),
            LocalTime.of(23, 59, 59, 999_000_000),
            LocalDateTime.of(1, 1, 1, 0, 0),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
            Instant.parse("0001-01-01T00:00:00.001Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            Arrays.asList("x", null, ""),
            new LinkedHashMap<>(Map.of("k", 1L)),
            Arrays.asList("road", Arrays.asList(1, null)),
            Arrays.asList(Arrays.asList(null, null), null)
        };
    }

    @Test
    void everyTypeComesBackAsItWasWritten() {
        String schema = AvroSchemas.text("all types", ALL);
        RecordEncoder encoder = RecordEncoder.of("AVRO", Map.of("schema", schema, "schema-id", "7"), ALL);
        RecordDecoder decoder = RecordDecoder.of("AVRO", Map.of(), ALL, registry(schema));

        assertThat(decoder.decode(encoder.encode(extremes()))).isEqualTo(extremes());
        @Nullable Object[] nulls = new @Nullable Object[ALL.size()];
        assertThat(decoder.decode(encoder.encode(nulls))).isEqualTo(nulls);
    }

    @Test
    void avrosLibraryReadsWhatIsWritten() throws IOException {
        String schema = AvroSchemas.text("all types", ALL);
        byte[] record = Objects.requireNonNull(RecordEncoder.of("AVRO", Map.of("schema", schema, "schema-id", "7"), ALL)
                .encode(extremes()));

        assertThat(Arrays.copyOf(record, 5)).containsExactly(0, 0, 0, 0, 7);
        GenericRecord read = new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(schema))
                .read(null, DecoderFactory.get().binaryDecoder(record, 5, record.length - 5, null));
        assertThat(read.getSchema().getFullName()).isEqualTo("braid.all_types");
        assertThat(read.get("s")).hasToString("é😀\0");
        assertThat(read.get("dt")).isEqualTo((int) LocalDate.of(9999, 12, 31).toEpochDay());
        assertThat(read.get("t")).isEqualTo(86_399_999);
        assertThat(read.get("ts6")).isEqualTo(-1L);
        assertThat(read.get("ts9")).isEqualTo(-1L);
        assertThat(((GenericRecord) read.get("r")).get("street")).hasToString("road");
        assertThat(read.get("m")).hasToString("{k=1}");
    }

    @Test
    void aSchemaGivesTheColumnsThatItWasMadeOf() {
        RowType imported = AvroSchemas.columns(registered(AvroSchemas.text("t", ALL)));
        // Avro knows no integers of less than 32 bits
        List<Column> expected = ALL.columns().stream()
                .map(column -> column.type() == DataType.TINYINT || column.type() == DataType.SMALLINT
                        ? Column.of(column.name(), DataType.INTEGER)
                        : column)
                .toList();
        assertThat(imported.columns()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '"boolean"' | BOOLEAN
            '"int"' | INTEGER
            '"long"' | BIGINT
            '["null","string"]' | VARCHAR
            '["string","null"]' | VARCHAR
            '{"type":"enum","name":"E","symbols":["A"]}' | VARCHAR
            '{"type":"string","logicalType":"uuid"}' | VARCHAR
            '{"type":"fixed","name":"F","size":16}' | VARBINARY
            '{"type":"fixed","name":"F","size":16,"logicalType":"uuid"}' | VARCHAR
            '{"type":"fixed","name":"F","size":8,"logicalType":"decimal","precision":18,"scale":2}' | DECIMAL(18, 2)
            '{"type":"bytes","logicalType":"decimal","precision":60,"scale":2}' | VARBINARY
            '{"type":"long","logicalType":"timestamp-millis"}' | TIMESTAMP_LTZ(3)
            '{"type":"long","logicalType":"local-timestamp-micros"}' | TIMESTAMP(6)
            '{"type":"long","logicalType":"time-micros"}' | TIME(3)
            '{"type":"int","logicalType":"nothing-known"}' | INTEGER
            '{"type":"map","values":{"type":"array","items":"double"}}' | MAP<VARCHAR, ARRAY<DOUBLE>>
            """)
    void typesOfSchemas(String schema, String type) {
        assertThat(AvroSchemas.columns(registered(of(schema))).column(0).type()).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '"null"' | a field that is always null
            '["null","int","string"]' | a union other than of null and a type
            '["int"]' | a union other than of null and a type
            '["null","R"]' | a record that contains itself
            """)
    void whatNoColumnCanHoldIsRefused(String schema, String what) {
        assertThatThrownBy(() -> AvroSchemas.columns(registered(of(schema))))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEATURE_NOT_SUPPORTED))
                .hasMessageStartingWith("field \"v\" of the schema is " + what + ", which no column can hold");
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        assertThatThrownBy(() -> AvroSchemas.columns(registered("{\"type\":\"rekord\"}")))
                .hasMessage("schema 7 of the schema registry is no Avro schema");
        assertThatThrownBy(() -> AvroSchemas.columns(registered("\"string\"")))
                .hasMessage("schema 7 of the schema registry is no record, so it gives no columns");
        assertThatThrownBy(() ->
                        AvroSchemas.columns(new RegisteredSchema(ID, RegisteredSchema.PROTOBUF, "syntax", List.of())))
                .hasMessage("schema 7 of the schema registry is of type PROTOBUF, not AVRO");
    }

    @Test
    void valuesThatFitAreWidened() {
        assertThat(read(of("\"int\""), DataType.BIGINT, writeValue(of("\"int\""), 5)))
                .isEqualTo(5L);
        assertThat(read(of("\"long\""), DataType.TINYINT, writeValue(of("\"long\""), -128L)))
                .isEqualTo(-128);
        assertThat(read(of("\"int\""), DataType.DOUBLE, writeValue(of("\"int\""), 5)))
                .isEqualTo(5.0);
        assertThat(read(of("\"float\""), DataType.DOUBLE, writeValue(of("\"float\""), 0.5f)))
                .isEqualTo(0.5);
        assertThat(read(of("\"long\""), DataType.decimal(4, 1), writeValue(of("\"long\""), 12L)))
                .isEqualTo(new BigDecimal("12.0"));
        assertThat(read(
                        of("\"bytes\""),
                        DataType.VARCHAR,
                        writeValue(of("\"bytes\""), ByteBuffer.wrap("é".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("é");
        String millis = of("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}");
        assertThat(read(millis, DataType.BIGINT, writeValue(millis, 1500L))).isEqualTo(1500L);
        assertThat(read(millis, DataType.timestamp(3), writeValue(millis, -1L)))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_000_000));
        String micros = of("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}");
        assertThat(read(micros, DataType.timestampLtz(3), writeValue(micros, 1_999_999L)))
                .isEqualTo(Instant.ofEpochMilli(1_999));
    }

    @Test
    void enumsFixedAndUuidsAreRead() {
        String suit = of("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"HEARTS\",\"SPADES\"]}");
        Schema symbols = new Schema.Parser().parse(suit).getField("v").schema();
        assertThat(read(suit, DataType.VARCHAR, writeValue(suit, new GenericData.EnumSymbol(symbols, "SPADES"))))
                .isEqualTo("SPADES");
        String uuid = of("{\"type\":\"fixed\",\"name\":\"F\",\"size\":16,\"logicalType\":\"uuid\"}");
        Schema fixed = new Schema.Parser().parse(uuid).getField("v").schema();
        byte[] bytes = new byte[16];
        bytes[15] = 1;
        assertThat(read(uuid, DataType.VARCHAR, writeValue(uuid, new GenericData.Fixed(fixed, bytes))))
                .isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(read(uuid, DataType.VARBINARY, writeValue(uuid, new GenericData.Fixed(fixed, bytes))))
                .isEqualTo(bytes);
    }

    @Test
    void aBranchThatTheColumnCannotTakeIsTroubleOnlyWhenItIsThere() {
        String schema = of("[\"string\",\"long\",\"null\"]");
        assertThat(read(schema, DataType.BIGINT, writeValue(schema, 4L))).isEqualTo(4L);
        assertThat(read(schema, DataType.BIGINT, writeValue(schema, null))).isNull();
        assertThatThrownBy(() -> read(schema, DataType.BIGINT, writeValue(schema, "x")))
                .hasMessage("field \"v\": expected BIGINT, found a string");
    }

    @Test
    void everyRecordIsReadWithItsOwnSchema() {
        String older = "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},"
                + "{\"name\":\"gone\",\"type\":{\"type\":\"array\",\"items\":\"string\"}}]}";
        String newer = "{\"type\":\"record\",\"name\":\"U\",\"fields\":["
                + "{\"name\":\"name\",\"type\":[\"null\",\"string\"],\"default\":null},"
                + "{\"name\":\"id\",\"type\":\"long\"}]}";
        Map<Integer, String> versions = Map.of(1, older, 2, newer);
        RecordDecoder decoder = RecordDecoder.of(
                "AVRO",
                Map.of(),
                RowType.of(Column.of("id", DataType.BIGINT), Column.of("name", DataType.VARCHAR)),
                id -> Optional.ofNullable(versions.get(id))
                        .map(text -> new RegisteredSchema(id, RegisteredSchema.AVRO, text, List.of())));

        GenericData.Record first = new GenericData.Record(new Schema.Parser().parse(older));
        first.put("id", 1);
        first.put("gone", List.of("a", "b"));
        GenericData.Record second = new GenericData.Record(new Schema.Parser().parse(newer));
        second.put("name", "Ada");
        second.put("id", 1L << 40);

        assertThat(decoder.decode(numbered(1, write(older, first)))).containsExactly(1L, null);
        assertThat(decoder.decode(numbered(2, write(newer, second)))).containsExactly(1L << 40, "Ada");
        assertThat(decoder.decode(numbered(1, write(older, first)))).containsExactly(1L, null);
        assertThatThrownBy(() -> decoder.decode(numbered(3, write(older, first))))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("schema 3 is not in the schema registry");
    }

    private static byte[] numbered(int id, byte[] record) {
        ByteBuffer.wrap(record).putInt(1, id);
        return record;
    }

    @Test
    void theRegistryIsAskedOnceForASchemaAndNoRecordIsLostWhileItIsDown() {
        String schema = of("\"int\"");
        int[] asked = {0};
        RecordDecoder decoder = RecordDecoder.of("AVRO", Map.of(), RowType.of(Column.of("v", DataType.INTEGER)), id -> {
            if (asked[0]++ == 0) {
                throw StatementException.of(ErrorCode.SCHEMA_REGISTRY_NOT_READY, "down");
            }
            return registry(schema).schema(id);
        });
        byte[] record = writeValue(schema, 1);
        assertThatThrownBy(() -> decoder.decode(record)).isInstanceOf(StatementException.class);
        assertThat(decoder.decode(record)).containsExactly(1);
        assertThat(decoder.decode(record)).containsExactly(1);
        assertThat(asked[0]).isEqualTo(2);
        byte[] unknown = numbered(99, writeValue(schema, 1));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(BadRecordException.class);
        }
        assertThat(asked[0]).isEqualTo(3);
    }

    @Test
    void referredSchemasAreKnownByTheirNames() {
        String inner = "{\"type\":\"record\",\"name\":\"io.x.Inner\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}";
        String outer = of("\"io.x.Inner\"");
        Schema.Parser parser = new Schema.Parser();
        parser.parse(inner);
        Schema whole = parser.parse(outer);
        GenericData.Record value = new GenericData.Record(whole.getField("v").schema());
        value.put("n", 3);
        byte[] record = writeValue(whole.toString(), value);

        DataType type = DataType.struct(List.of(new Field("n", DataType.INTEGER)));
        RecordDecoder decoder =
                RecordDecoder.of("AVRO", Map.of(), RowType.of(Column.of("v", type)), registry(outer, inner));
        assertThat(decoder.decode(record)).containsExactly(List.of(3));
    }

    @Test
    void absentBytesAreNoRow() {
        RecordDecoder decoder = RecordDecoder.of("AVRO", Map.of(), ALL, RecordDecoder.NO_REGISTRY);
        assertThat(decoder.decode(null)).isNull();
        assertThat(decoder.decode(new byte[0])).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '"string"' | INTEGER | expected INTEGER, found a string
            '"double"' | BIGINT | expected BIGINT, found a double
            '"long"' | TIMESTAMP | expected TIMESTAMP(3), found a long
            '{"type":"long","logicalType":"timestamp-millis"}' | DATE | expected DATE, found a long of timestamp-millis
            '{"type":"array","items":"string"}' | VARCHAR | expected VARCHAR, found an array
            """)
    void whatIsNoValueOfTheColumnIsSaid(String schema, String type, String problem) {
        DataType wanted =
                switch (type) {
                    case "INTEGER" -> DataType.INTEGER;
                    case "BIGINT" -> DataType.BIGINT;
                    case "TIMESTAMP" -> DataType.timestamp(3);
                    case "DATE" -> DataType.DATE;
                    default -> DataType.VARCHAR;
                };
        assertThatThrownBy(() -> read(of(schema), wanted, ConfluentFrame.head(ID)))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("field \"v\": " + problem);
    }

    @Test
    void aNumberThatDoesNotFitNamesItsPlace() {
        String schema = of("{\"type\":\"array\",\"items\":\"long\"}");
        assertThatThrownBy(
                        () -> read(schema, DataType.array(DataType.INTEGER), writeValue(schema, List.of(1L, 1L << 40))))
                .hasMessage("field \"v[1]\": expected INTEGER, found a number that does not fit");
        String date = of("{\"type\":\"int\",\"logicalType\":\"date\"}");
        assertThatThrownBy(() -> read(date, DataType.DATE, writeValue(date, Integer.MAX_VALUE)))
                .hasMessage("field \"v\": expected DATE, found a value that does not fit");
    }

    @Test
    void whatIsNoConfluentRecordIsSaid() {
        assertThatThrownBy(() -> read(of("\"int\""), DataType.INTEGER, "{\"v\": 1}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the record does not begin with the number of a schema of a registry");
        byte[] longer = Arrays.copyOf(writeValue(of("\"int\""), 1), 9);
        assertThatThrownBy(() -> read(of("\"int\""), DataType.INTEGER, longer))
                .hasMessage("the record goes on after its last field");
    }

    @Test
    void lengthsAreNotBelieved() {
        byte[] two31 = {0, 0, 0, 0, 7, -2, -1, -1, -1, 15};
        assertThatThrownBy(() -> read(of("\"string\""), DataType.VARCHAR, two31))
                .hasMessage("field \"v\": a length goes beyond the end of the record");
        String nulls = of("{\"type\":\"array\",\"items\":\"null\"}");
        assertThatThrownBy(() -> read(nulls, DataType.array(DataType.VARCHAR), two31))
                .isInstanceOf(BadRecordException.class);
        assertThatThrownBy(() -> read(nulls, DataType.VARCHAR, two31)).isInstanceOf(BadRecordException.class);
    }

    @Test
    void aSchemaThatContainsItselfIsPassedOverToSomeDepth() {
        String list = "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}";
        RecordDecoder decoder =
                RecordDecoder.of("AVRO", Map.of(), RowType.of(Column.of("v", DataType.VARCHAR)), registry(of(list)));
        byte[] fine = new byte[5 + 100];
        byte[] deep = new byte[5 + 100_000];
        for (byte[] record : List.of(fine, deep)) {
            Arrays.fill(record, 5, record.length - 1, (byte) 2);
            record[4] = ID;
        }
        RecordDecoder other = RecordDecoder.of(
                "AVRO", Map.of(), RowType.of(Column.of("other", DataType.VARCHAR)), registry(of(list)));
        assertThat(other.decode(fine)).containsExactly((Object) null);
        assertThatThrownBy(() -> other.decode(deep)).hasMessage("field \"v\": the record is nested more than 200 deep");
        assertThatThrownBy(() -> decoder.decode(fine)).hasMessage("field \"v\": expected VARCHAR, found a record");
    }

    /** Whatever bytes come, they are read or refused: nothing else is thrown, and nothing is allocated for a lie. */
    @Test
    void damagedRecordsAreRefused() {
        String schema = AvroSchemas.text("t", ALL);
        byte[] sound = Objects.requireNonNull(RecordEncoder.of("AVRO", Map.of("schema", schema, "schema-id", "7"), ALL)
                .encode(extremes()));
        RecordDecoder all = RecordDecoder.of("AVRO", Map.of(), ALL, registry(schema));
        RecordDecoder none =
                RecordDecoder.of("AVRO", Map.of(), RowType.of(Column.of("x", DataType.VARCHAR)), registry(schema));
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = i < sound.length ? Arrays.copyOf(sound, i) : sound.clone();
            for (int change = i < sound.length ? 0 : 1 + random.nextInt(4); change > 0; change--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
            }
            for (RecordDecoder decoder : List.of(all, none)) {
                try {
                    decoder.decode(damaged);
                } catch (BadRecordException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void aBaseLendsNameDocumentationAndDefinitions() {
        RowType columns = new RowType(List.of(
                Column.of("id", DataType.BIGINT),
                new Column("state", DataType.VARCHAR, false),
                Column.of("at", DataType.timestampLtz(3)),
                new Column("added", DataType.INTEGER, false)));
        String base = """
                {"type": "record", "name": "Order", "namespace": "com.shop", "doc": "An order.", "fields": [
                  {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "doc": "When."},
                  {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"]}},
                  {"name": "id", "type": "string"}]}""";
        String merged = AvroSchemas.merged(AvroSchemas.text("orders", columns), registered(base));
        Schema schema = new Schema.Parser().parse(merged);

        assertThat(schema.getFullName() + ": " + schema.getDoc()).isEqualTo("com.shop.Order: An order.");
        assertThat(schema.getField("at").doc()).isEqualTo("When.");
        assertThat(schema.getField("state").schema().getEnumSymbols()).containsExactly("NEW", "PAID");
        // of another type there, so ours
        assertThat(schema.getField("id").schema()).hasToString("[\"null\",\"long\"]");
        // records from before have no such field, so it must have a default
        assertThat(schema.getField("added").schema()).hasToString("[\"null\",\"int\"]");
        assertThat(schema.getFields()).extracting(Schema.Field::name).containsExactly("id", "state", "at", "added");

        RecordEncoder encoder = RecordEncoder.of("AVRO", Map.of("schema", merged, "schema-id", "7"), columns);
        RecordDecoder decoder = RecordDecoder.of("AVRO", Map.of(), columns, registry(merged));
        @Nullable Object[] row = {1L, "PAID", Instant.EPOCH, null};
        assertThat(decoder.decode(encoder.encode(row))).isEqualTo(row);
        assertThatThrownBy(() -> encoder.encode(new @Nullable Object[] {1L, "LOST", null, null}))
                .hasMessage("\"state\" has a value that its Avro enum has not");
        assertThatThrownBy(() -> encoder.encode(new @Nullable Object[] {1L, null, null, null}))
                .hasMessage("\"state\" is null, and its Avro schema allows no nulls");
    }

    @Test
    void aBaseThatIsNoRecordChangesNothing() {
        String text = AvroSchemas.text("t", RowType.of(Column.of("v", DataType.INTEGER)));
        assertThat(AvroSchemas.merged(text, registered("\"string\""))).isEqualTo(text);
        assertThat(AvroSchemas.merged(text, registered("nonsense"))).isEqualTo(text);
    }

    @Test
    void whatAvroCannotHoldIsRefused() {
        assertThatThrownBy(() -> AvroSchemas.text("t", RowType.of(Column.of("a-b", DataType.INTEGER))))
                .hasMessageStartingWith("format AVRO cannot hold a column named \"a-b\"");
        assertThatThrownBy(() -> AvroSchemas.text(
                        "t", RowType.of(Column.of("m", DataType.map(DataType.INTEGER, DataType.INTEGER)))))
                .hasMessage("format AVRO holds maps with keys of type VARCHAR only, not MAP<INTEGER, INTEGER>");
    }
}
