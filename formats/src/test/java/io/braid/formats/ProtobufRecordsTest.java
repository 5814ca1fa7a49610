package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of every type of field, written and read; the library is asked what they are. */
class ProtobufRecordsTest {
    private static final String MESSAGE = "shop.All";

    private static FieldDescriptorProto field(int number, String name, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setNumber(number)
                .setName(name)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL)
                .build();
    }

    private static FieldDescriptorProto message(int number, String name, String type) {
        return field(number, name, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                .setTypeName(type)
                .build();
    }

    private static FieldDescriptorProto repeated(FieldDescriptorProto field) {
        return field.toBuilder().setLabel(Label.LABEL_REPEATED).build();
    }

    private static DescriptorProto entry(String name, FieldDescriptorProto value) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addField(field(1, "key", FieldDescriptorProto.Type.TYPE_STRING))
                .addField(value)
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .build();
    }

    /** As protoc writes it without --include_imports. */
    static byte[] set() {
        DescriptorProto point = DescriptorProto.newBuilder()
                .setName("Point")
                .addField(field(1, "x", FieldDescriptorProto.Type.TYPE_SINT32))
                .addField(field(2, "label", FieldDescriptorProto.Type.TYPE_STRING))
                .build();
        DescriptorProto all = DescriptorProto.newBuilder()
                .setName("All")
                .addField(field(1, "b", FieldDescriptorProto.Type.TYPE_BOOL))
                .addField(field(2, "i32", FieldDescriptorProto.Type.TYPE_INT32))
                .addField(field(3, "s32", FieldDescriptorProto.Type.TYPE_SINT32))
                .addField(field(4, "u32", FieldDescriptorProto.Type.TYPE_UINT32))
                .addField(field(5, "f32", FieldDescriptorProto.Type.TYPE_FIXED32))
                .addField(field(6, "i64", FieldDescriptorProto.Type.TYPE_INT64))
                .addField(field(7, "u64", FieldDescriptorProto.Type.TYPE_UINT64))
                .addField(field(8, "sf64", FieldDescriptorProto.Type.TYPE_SFIXED64))
                .addField(field(9, "f", FieldDescriptorProto.Type.TYPE_FLOAT))
                .addField(field(10, "d", FieldDescriptorProto.Type.TYPE_DOUBLE))
                .addField(field(11, "s", FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field(12, "by", FieldDescriptorProto.Type.TYPE_BYTES))
                .addField(field(13, "e", FieldDescriptorProto.Type.TYPE_ENUM).toBuilder()
                        .setTypeName(".shop.Suit"))
                .addField(message(14, "p", ".shop.Point"))
                .addField(repeated(message(15, "ps", ".shop.Point")))
                .addField(repeated(field(16, "ns", FieldDescriptorProto.Type.TYPE_INT32)))
                .addField(repeated(message(17, "m", ".shop.All.MEntry")))
                .addField(message(18, "ts", ".google.protobuf.Timestamp"))
                .addField(message(19, "wi", ".google.protobuf.Int32Value"))
                .addField(message(20, "ws", ".google.protobuf.StringValue"))
                .addField(message(21, "wu", ".google.protobuf.UInt64Value"))
                .addField(field(22, "maybe", FieldDescriptorProto.Type.TYPE_INT32).toBuilder()
                        .setProto3Optional(true)
                        .setOneofIndex(1))
                .addField(field(23, "left", FieldDescriptorProto.Type.TYPE_STRING).toBuilder()
                        .setOneofIndex(0))
                .addField(field(24, "right", FieldDescriptorProto.Type.TYPE_INT64).toBuilder()
                        .setOneofIndex(0))
                .addOneofDecl(OneofDescriptorProto.newBuilder().setName("side"))
                .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_maybe"))
                .addNestedType(entry("MEntry", message(2, "value", ".shop.Point")))
                .addNestedType(DescriptorProto.newBuilder()
                        .setName("Inner")
                        .addField(field(1, "n", FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("shop.proto")
                .setPackage("shop")
                .setSyntax("proto3")
                .addDependency("google/protobuf/timestamp.proto")
                .addDependency("google/protobuf/wrappers.proto")
                .addEnumType(EnumDescriptorProto.newBuilder()
                        .setName("Suit")
                        .addValue(EnumValueDescriptorProto.newBuilder()
                                .setName("HEARTS")
                                .setNumber(0))
                        .addValue(EnumValueDescriptorProto.newBuilder()
                                .setName("SPADES")
                                .setNumber(1)))
                .addMessageType(point)
                .addMessageType(all)
                .addMessageType(DescriptorProto.newBuilder().setName("Node").addField(message(1, "next", ".shop.Node")))
                .build();
        return FileDescriptorSet.newBuilder().addFile(file).build().toByteArray();
    }

    private static final ProtobufDescriptors DESCRIPTORS = ProtobufDescriptors.parse(set());
    private static final Descriptor ALL = DESCRIPTORS.require(MESSAGE);
    private static final Map<String, String> OPTIONS =
            Map.of("descriptor", DESCRIPTORS.encoded(MESSAGE), "message", MESSAGE);

    private static RecordDecoder decoder(RowType columns) {
        return RecordDecoder.of("PROTOBUF", OPTIONS, columns, RecordDecoder.NO_REGISTRY);
    }

    private static byte[] encode(RowType columns, @Nullable Object... values) {
        return Objects.requireNonNull(
                RecordEncoder.of("PROTOBUF", OPTIONS, columns).encode(values));
    }

    private static RowType columns() {
        return ProtobufTypes.columns(DESCRIPTORS, MESSAGE);
    }

    private static @Nullable Object[] row() {
        return new @Nullable Object[] {
            true,
            Integer.MIN_VALUE,
            -1,
            Integer.MAX_VALUE,
            7,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            -5L,
            0.5f,
            Double.MIN_VALUE,
            "é😀",
            new byte[] {0, -1},
            "SPADES",
            Arrays.asList(3, "here"),
            List.of(Arrays.asList(4, ""), Arrays.asList(0, "x")),
            List.of(1, 2),
            Map.of("k", Arrays.asList(9, "v")),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            0,
            "",
            5L,
            0,
            null,
            6L
        };
    }

    @Test
    void aMessageGivesItsFieldsAsColumns() {
        assertThat(columns().columns().stream().map(column -> column.name() + " " + column.type()))
                .containsExactly(
                        "b BOOLEAN",
                        "i32 INTEGER",
                        "s32 INTEGER",
                        "u32 INTEGER",
                        "f32 INTEGER",
                        "i64 BIGINT",
                        "u64 BIGINT",
                        "sf64 BIGINT",
                        "f FLOAT",
                        "d DOUBLE",
                        "s VARCHAR",
                        "by VARBINARY",
                        "e VARCHAR",
                        "p STRUCT<x INTEGER, label VARCHAR>",
                        "ps ARRAY<STRUCT<x INTEGER, label VARCHAR>>",
                        "ns ARRAY<INTEGER>",
                        "m MAP<VARCHAR, STRUCT<x INTEGER, label VARCHAR>>",
                        "ts TIMESTAMP_LTZ(9)",
                        "wi INTEGER",
                        "ws VARCHAR",
                        "wu BIGINT",
                        "maybe INTEGER",
                        "left VARCHAR",
                        "right BIGINT");
    }

    @Test
    void everyTypeComesBackAsItWasWritten() {
        byte[] record = encode(columns(), row());
        assertThat(decoder(columns()).decode(record)).isEqualTo(row());
    }

    @Test
    void theLibraryReadsWhatIsWritten() throws Exception {
        DynamicMessage read = DynamicMessage.parseFrom(ALL, encode(columns(), row()));
        assertThat(read.getField(ALL.findFieldByName("s"))).isEqualTo("é😀");
        assertThat(read.getField(ALL.findFieldByName("u64"))).isEqualTo(Long.MAX_VALUE);
        assertThat(read.getField(ALL.findFieldByName("e"))).hasToString("SPADES");
        assertThat(read.getRepeatedFieldCount(ALL.findFieldByName("m"))).isEqualTo(1);
        assertThat(read.hasField(ALL.findFieldByName("wi"))).isTrue();
        assertThat(read.hasField(ALL.findFieldByName("left"))).isFalse();
    }

    @Test
    void whatIsNotSetIsItsDefaultOrNull() {
        @Nullable Object[] empty = decoder(columns()).decode(new byte[0]);
        assertThat(empty)
                .containsExactly(
                        false,
                        0,
                        0,
                        0,
                        0,
                        0L,
                        0L,
                        0L,
                        0f,
                        0.0,
                        "",
                        new byte[0],
                        "HEARTS",
                        null,
                        List.of(),
                        List.of(),
                        Map.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        assertThat(decoder(columns()).decode(null)).isNull();
        RowType other = RowType.of(Column.of("nothing", DataType.INTEGER), Column.of("b", DataType.BOOLEAN));
        assertThat(decoder(other).decode(new byte[0])).containsExactly(null, false);
    }

    @Test
    void unsignedNumbersAreReadAsWhatTheyAre() {
        DynamicMessage message = DynamicMessage.newBuilder(ALL)
                .setField(ALL.findFieldByName("u32"), -1)
                .setField(ALL.findFieldByName("u64"), -1L)
                .build();
        RowType wide = RowType.of(Column.of("u32", DataType.BIGINT), Column.of("u64", DataType.decimal(20, 0)));
        assertThat(decoder(wide).decode(message.toByteArray()))
                .containsExactly(4_294_967_295L, new BigDecimal("18446744073709551615"));
        assertThatThrownBy(() ->
                        decoder(RowType.of(Column.of("u32", DataType.INTEGER))).decode(message.toByteArray()))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("field \"u32\": expected INTEGER, found a number that does not fit");
        assertThatThrownBy(() ->
                        decoder(RowType.of(Column.of("u64", DataType.BIGINT))).decode(message.toByteArray()))
                .hasMessage("field \"u64\": expected BIGINT, found a number that does not fit");
    }

    @Test
    void aSymbolOfALaterVersionIsItsNumber() {
        byte[] later = {13 << 3, 42};
        assertThat(decoder(RowType.of(Column.of("e", DataType.VARCHAR))).decode(later))
                .containsExactly("42");
    }

    @Test
    void aTimestampIsReadIntoBothTypesAndCut() {
        RowType column = RowType.of(Column.of("ts", DataType.timestamp(3)));
        byte[] record = encode(
                RowType.of(Column.of("ts", DataType.timestampLtz(9))), Instant.parse("2026-01-01T00:00:00.123456789Z"));
        assertThat(decoder(column).decode(record)).containsExactly(LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123_000_000));
        assertThat(encode(
                        RowType.of(Column.of("ts", DataType.timestamp(9))),
                        LocalDateTime.of(2026, 1, 1, 0, 0, 0, 123456789)))
                .isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s | INTEGER | column "s" of type INTEGER cannot be read from a string
            ns | INTEGER | column "ns" of type INTEGER cannot be read from a repeated int32
            m | VARCHAR | column "m" of type VARCHAR cannot be read from a map
            p | VARCHAR | column "p" of type VARCHAR cannot be read from a message shop.Point
            """)
    void aColumnOfAnotherTypeIsRefusedAtOnce(String name, String type, String problem) {
        DataType wanted = type.equals("INTEGER") ? DataType.INTEGER : DataType.VARCHAR;
        assertThatThrownBy(() -> decoder(RowType.of(Column.of(name, wanted))))
                .isInstanceOf(StatementException.class)
                .hasMessage(problem);
    }

    @Test
    void whatAMessageCannotHoldIsRefused() {
        assertThatThrownBy(() -> encode(RowType.of(Column.of("nothing", DataType.INTEGER)), 1))
                .hasMessageStartingWith("message \"shop.All\" has no field \"nothing\"");
        assertThatThrownBy(() -> encode(RowType.of(Column.of("s", DataType.INTEGER)), 1))
                .hasMessage("column \"s\" of type INTEGER cannot be written to a string");
        assertThatThrownBy(() -> encode(RowType.of(Column.of("u32", DataType.INTEGER)), -1))
                .hasMessage("\"u32\" is negative, and its field is unsigned");
        assertThatThrownBy(() -> encode(RowType.of(Column.of("e", DataType.VARCHAR)), "CLUBS"))
                .hasMessage("\"e\" has a value that its enum has not");
        assertThatThrownBy(() -> encode(
                        RowType.of(Column.of("ns", DataType.array(DataType.INTEGER))),
                        new @Nullable Object[] {Arrays.asList(1, null)}))
                .hasMessage("\"ns\" contains a null, which Protobuf cannot write");
        assertThatThrownBy(() -> encode(
                        RowType.of(Column.of("left", DataType.VARCHAR), Column.of("right", DataType.BIGINT)), "l", 1L))
                .hasMessage("more than one column of oneof \"side\" has a value");
    }

    @Test
    void narrowerColumnsAreWritten() {
        RowType narrow = RowType.of(Column.of("i64", DataType.TINYINT), Column.of("d", DataType.FLOAT));
        assertThat(decoder(columns()).decode(encode(narrow, 3, 0.5f))).contains(3L, 0.5);
    }

    @Test
    void messagesAreFoundByTheirNames() {
        assertThat(DESCRIPTORS.messages()).containsExactly("shop.Point", "shop.All", "shop.All.Inner", "shop.Node");
        assertThat(ProtobufDescriptors.find(DESCRIPTORS.messages(), "All")).contains("shop.All");
        assertThat(ProtobufDescriptors.find(DESCRIPTORS.messages(), "all")).contains("shop.All");
        assertThat(ProtobufDescriptors.find(DESCRIPTORS.messages(), "shop.All.Inner"))
                .contains("shop.All.Inner");
        assertThat(ProtobufDescriptors.find(DESCRIPTORS.messages(), "Inner")).contains("shop.All.Inner");
        assertThat(ProtobufDescriptors.find(DESCRIPTORS.messages(), "MEntry")).isEmpty();
        assertThatThrownBy(() -> ProtobufTypes.columns(DESCRIPTORS, "shop.Nobody"))
                .hasMessage("descriptor \"shop.Nobody\" does not exist");
        assertThatThrownBy(() -> ProtobufTypes.columns(DESCRIPTORS, "shop.Node"))
                .hasMessageStartingWith("message \"shop.Node\" contains itself, which no column can hold");
    }

    @Test
    void whatIsNoDescriptorSetIsRefused() {
        assertThatThrownBy(() -> ProtobufDescriptors.parse("syntax = \"proto3\";".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("the file is no Protobuf descriptor set: it cannot be read");
        assertThatThrownBy(() -> ProtobufDescriptors.parse(new byte[0]))
                .hasMessage("the file is no Protobuf descriptor set: it has no files");
        FileDescriptorProto importing = FileDescriptorProto.newBuilder()
                .setName("a.proto")
                .addDependency("b.proto")
                .build();
        byte[] missing =
                FileDescriptorSet.newBuilder().addFile(importing).build().toByteArray();
        assertThatThrownBy(() -> ProtobufDescriptors.parse(missing))
                .hasMessage("the file is no Protobuf descriptor set: it imports \"b.proto\" and does not have it"
                        + " (compile it with protoc --include_imports)");
        byte[] circle = FileDescriptorSet.newBuilder()
                .addFile(importing)
                .addFile(FileDescriptorProto.newBuilder().setName("b.proto").addDependency("a.proto"))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> ProtobufDescriptors.parse(circle))
                .hasMessage("the file is no Protobuf descriptor set: its files import each other in a circle");
    }

    /** Whatever bytes come, they are read or refused. */
    @Test
    void damagedRecordsAreRefused() {
        byte[] sound = encode(columns(), row());
        RecordDecoder decoder = decoder(columns());
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(damaged);
            } catch (BadRecordException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void wrappedValuesAreNullWhenTheyAreAbsent() {
        RowType wrapped = RowType.of(Column.of("wi", DataType.INTEGER), Column.of("wu", DataType.BIGINT));
        assertThat(decoder(wrapped).decode(encode(wrapped, null, 0L))).containsExactly(null, 0L);
        DataType point = DataType.struct(List.of(new Field("label", DataType.VARCHAR)));
        RowType part = RowType.of(Column.of("p", point));
        assertThat(decoder(part).decode(encode(part, new @Nullable Object[] {null})))
                .containsExactly((Object) null);
        assertThat(decoder(part).decode(encode(part, List.of("l")))).containsExactly(List.of("l"));
    }
}
