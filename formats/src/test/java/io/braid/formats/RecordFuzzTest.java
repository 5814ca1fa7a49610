package io.braid.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RowType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any bytes are a row or a bad record, in every format. See CONTRIBUTING.md. */
class RecordFuzzTest {
    private static final RowType COLUMNS = RowType.of(
            Column.of("id", DataType.BIGINT),
            Column.of("d", DataType.decimal(20, 3)),
            Column.of("at", DataType.timestampLtz(6)),
            Column.of("tags", DataType.array(DataType.VARCHAR)),
            Column.of("m", DataType.map(DataType.VARCHAR, DataType.VARBINARY)),
            Column.of(
                    "s", DataType.struct(List.of(new Field("x", DataType.INTEGER), new Field("t", DataType.time(3))))));
    private static final String SCHEMA = AvroSchemas.text("r", COLUMNS);
    private static final ProtobufDescriptors DESCRIPTORS = ProtobufDescriptors.parse(ProtobufRecordsTest.set());

    /** One column that reads it all, and one that passes it over. */
    private static final List<RecordDecoder> DECODERS = List.of(
            avro(COLUMNS),
            avro(RowType.of(Column.of("none", DataType.VARCHAR))),
            protobuf(ProtobufTypes.columns(DESCRIPTORS, "shop.All")),
            RecordDecoder.of("JSON", Map.of(), COLUMNS, RecordDecoder.NO_REGISTRY));

    private static RecordDecoder avro(RowType columns) {
        return RecordDecoder.of(
                "AVRO",
                Map.of(),
                columns,
                id -> Optional.of(new RegisteredSchema(id, RegisteredSchema.AVRO, SCHEMA, List.of())));
    }

    private static RecordDecoder protobuf(RowType columns) {
        return RecordDecoder.of(
                "PROTOBUF",
                Map.of("descriptor", DESCRIPTORS.encoded("shop.All"), "message", "shop.All"),
                columns,
                RecordDecoder.NO_REGISTRY);
    }

    @FuzzTest(maxDuration = "20s")
    void briefly(byte[] bytes) {
        anyBytesAreARowOrABadRecord(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreARowOrABadRecord(byte[] bytes) {
        byte[] framed = new byte[ConfluentFrame.LENGTH + bytes.length];
        System.arraycopy(bytes, 0, framed, ConfluentFrame.LENGTH, bytes.length);
        for (RecordDecoder decoder : DECODERS) {
            for (byte[] record : List.of(bytes, framed)) {
                try {
                    var unused = decoder.decode(record);
                } catch (BadRecordException refused) {
                    // the other of the two
                }
            }
        }
    }
}
