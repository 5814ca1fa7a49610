package io.braid.flink.job.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.formats.AvroSchemas;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.testing.HttpSchemaRegistry;
import java.util.Map;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvroSerializationSchema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records go to and come from programs that use Confluent's client and Avro's library. */
class ConfluentClientsTest {
    private static final RowType TYPE = (RowType)
            DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT()), DataTypes.FIELD("name", DataTypes.STRING()))
                    .getLogicalType();
    private static final String SCHEMA = AvroSchemas.text(
            "users", io.braid.spi.RowType.of(Column.of("id", DataType.BIGINT), Column.of("name", DataType.VARCHAR)));

    private final HttpSchemaRegistry server = HttpSchemaRegistry.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private RecordSchema reader(Map<String, String> registry) throws Exception {
        RecordSchema schema = RecordSchema.of(
                "AVRO", Map.of(), new JobRegistry("CONFLUENT", registry), TYPE, InternalTypeInfo.of(TYPE));
        return InstantiationUtil.clone(schema);
    }

    private byte[] written() {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(SCHEMA));
        record.put("id", 7L);
        record.put("name", "Käthe");
        ConfluentRegistryAvroSerializationSchema<GenericRecord> theirs =
                ConfluentRegistryAvroSerializationSchema.forGeneric(
                        "users-value", new Schema.Parser().parse(SCHEMA), server.url());
        return theirs.serialize(record);
    }

    @Test
    void theirRecordsAreRead() throws Exception {
        RowData row = reader(Map.of("uris", server.url())).deserialize(written());
        assertThat(row).isEqualTo(GenericRowData.of(7L, StringData.fromString("Käthe")));
    }

    @Test
    void theyReadOurRecords() throws Exception {
        int id = server.put("users-value", SCHEMA);
        RecordWriter ours = InstantiationUtil.clone(
                new RecordWriter("AVRO", Map.of("schema", SCHEMA, "schema-id", Integer.toString(id)), TYPE));

        GenericRecord read = ConfluentRegistryAvroDeserializationSchema.forGeneric(
                        new Schema.Parser().parse(SCHEMA), server.url())
                .deserialize(ours.serialize(GenericRowData.of(null, StringData.fromString("Käthe"))));
        assertThat(read.get("id")).isNull();
        assertThat(read.get("name")).hasToString("Käthe");
    }

    @Test
    void aJobBringsTheCredentials() throws Exception {
        byte[] record = written();
        server.forUser("ada", "s3cret");
        Map<String, String> known =
                Map.of("uris", server.url(), "confluent.username", "ada", "confluent.password", "s3cret");
        assertThat(reader(known).deserialize(record)).isEqualTo(GenericRowData.of(7L, StringData.fromString("Käthe")));
        assertThat(new JobRegistry("CONFLUENT", known)).hasToString("registry of type CONFLUENT");
        assertThatThrownBy(() -> reader(Map.of("uris", server.url())).deserialize(record))
                .isInstanceOfSatisfying(StatementException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.SCHEMA_REGISTRY_NOT_READY));
    }

    @Test
    void aRegistryOfNoKnownTypeIsRefused() {
        assertThatThrownBy(() -> new JobRegistry("GLUE", Map.of()).connect())
                .hasMessage("schema registries of type GLUE are not installed");
    }
}
