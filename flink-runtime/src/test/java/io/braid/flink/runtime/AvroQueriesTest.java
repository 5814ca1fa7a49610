package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.testing.HttpSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries over records of another program, whose schemas change while they run, and whose registry may be away. */
class AvroQueriesTest {
    private static final String PASSWORD = "pl4nted-s3cret";
    private static final String FIRST = """
            {"type": "record", "name": "Reading", "fields": [{"name": "id", "type": "int"}, {"name": "old", "type": "string"}]}""";
    private static final String SECOND = """
            {"type": "record", "name": "Reading", "fields": [
              {"name": "note", "type": ["null", "string"], "default": null}, {"name": "id", "type": "long"}]}""";

    private final HttpSchemaRegistry registry = HttpSchemaRegistry.start().forUser("ada", PASSWORD);
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        TestTopics.deleteAll();
        TestTopics.create("avro_readings");
        fixture = EngineFixture.open(
                directory, SharedRuntime.RUNTIME, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT);
        client = fixture.client();
        client.rows("CREATE SCHEMA_REGISTRY sr WITH ('type' = CONFLUENT, 'uris' = '" + registry.url()
                + "', 'confluent.username' = 'ada', 'confluent.password' = '" + PASSWORD + "')");
        client.rows("CREATE STORE k WITH ('type' = KAFKA, 'uris' = '" + TestTopics.bootstrap()
                + "', 'tls.disabled' = TRUE, 'schema_registry.name' = sr)");
        client.rows("USE STORE k");
        client.rows("CREATE STREAM readings (id BIGINT, note VARCHAR) WITH ('topic' = 'avro_readings',"
                + " 'value.format' = 'avro')");
    }

    @AfterEach
    void close() {
        for (List<@Nullable String> query :
                client.rows("SELECT id FROM deltastream.sys.\"queries\" WHERE current_state <> 'terminated'")) {
            client.rows("TERMINATE QUERY " + query.get(0));
        }
        EngineFixture.await("no query runs", () -> client.rows(
                        "SELECT id FROM deltastream.sys.\"queries\" WHERE current_state <> 'terminated'")
                .isEmpty());
        fixture.close();
        registry.close();
    }

    private static void write(int id, GenericRecord record) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, out);
        out.flush();
        TestTopics.write("avro_readings", null, bytes.toByteArray());
    }

    private void writeFirst(int number) throws Exception {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(FIRST));
        record.put("id", number);
        record.put("old", "x");
        write(registry.put("avro_readings-value", FIRST), record);
    }

    private void writeSecond(long number, String note) throws Exception {
        GenericRecord record = new GenericData.Record(new Schema.Parser().parse(SECOND));
        record.put("id", number);
        record.put("note", note);
        write(registry.put("avro_readings-value", SECOND), record);
    }

    private void view(String handling) {
        client.rows("CREATE MATERIALIZED VIEW seen AS SELECT id, note FROM readings WITH ('starting.position' ="
                + " 'earliest', 'source.deserialization.error.handling' = '" + handling
                + "') QUERY WITH ('query.name' = seeing)");
    }

    private List<List<@Nullable String>> seen() {
        return client.rows("SELECT id, note FROM seen ORDER BY id");
    }

    @Test
    void schemasChangeWhileAQueryRuns() throws Exception {
        writeFirst(1);
        view("TERMINATE");
        EngineFixture.await("the first record", () -> seen().size() == 1);
        writeSecond(1L << 40, "new");
        writeFirst(2);
        EngineFixture.await("all records", () -> seen().size() == 3);

        assertThat(seen())
                .containsExactly(
                        Arrays.asList("1", null), Arrays.asList("2", null), List.of(Long.toString(1L << 40), "new"));
        int asked = registry.requests();
        writeSecond(9, "again");
        EngineFixture.await("one more", () -> seen().size() == 4);
        assertThat(registry.requests()).isEqualTo(asked);
    }

    /** A record must not be skipped for its registry's sake. */
    @Test
    void recordsWaitForARegistryThatIsAway() throws Exception {
        writeFirst(1);
        view("IGNORE");
        EngineFixture.await("the first record", () -> seen().size() == 1);
        registry.put("avro_readings-value", SECOND);
        registry.failing(true);
        int before = registry.requests();
        writeSecond(2, "late");
        EngineFixture.await("the job asked twice", () -> registry.requests() >= before + 2);
        // the first one may be taken back, too, until the job has come that far again
        assertThat(seen().size()).isLessThan(2);
        registry.failing(false);
        EngineFixture.await("the second record", () -> seen().size() == 2);
    }

    @Test
    void whatIsKeptAndShownOfAQueryHasNoPassword() throws Exception {
        writeFirst(1);
        view("TERMINATE");
        client.rows(
                "CREATE STREAM copies WITH ('topic' = 'avro_copies', 'value.format' = 'avro') AS SELECT * FROM readings"
                        + " QUERY WITH ('query.name' = copying)");
        EngineFixture.await("the record", () -> seen().size() == 1);

        for (String name : List.of("seeing", "copying")) {
            byte[] plan = fixture.catalog()
                    .read(view -> view.findQuery(fixture.first().organization(), name, 0))
                    .orElseThrow()
                    .plan();
            String text = new String(plan, StandardCharsets.ISO_8859_1);
            assertThat(text).contains("avro_readings").doesNotContain(PASSWORD).doesNotContain("registry.settings");
        }
        assertThat(client.rows("DESCRIBE QUERY seeing").toString()).doesNotContain(PASSWORD);
        assertThat(client.rows("DESCRIBE SCHEMA_REGISTRY sr").toString()).doesNotContain(PASSWORD);
    }
}
