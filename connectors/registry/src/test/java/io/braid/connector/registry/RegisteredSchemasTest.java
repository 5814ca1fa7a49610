package io.braid.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.ErrorCode;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RegisteredSchema.Reference;
import io.braid.spi.RegistryConnection;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.testing.HttpSchemaRegistry;
import java.util.List;
import java.util.Map;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry is asked for schemas, over HTTP; Confluent's own client asks the same one. */
class RegisteredSchemasTest {
    private static final String POINT =
            "{\"type\":\"record\",\"name\":\"P\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";

    private final HttpSchemaRegistry server = HttpSchemaRegistry.start();
    private final RegistryConnection registry = connect(Map.of("uris", server.url()));

    @AfterEach
    void stop() {
        server.close();
    }

    private static RegistryConnection connect(Map<String, String> given) {
        ConfluentRegistryType type = new ConfluentRegistryType();
        return type.connect(Settings.read(type.settings(), given));
    }

    @Test
    void schemasAreFoundByNumberAndBySubject() {
        int id = registry.register("a topic/with+signs-value", "AVRO", POINT);

        assertThat(registry.register("a topic/with+signs-value", "AVRO", POINT)).isEqualTo(id);
        assertThat(registry.schema(id)).contains(new RegisteredSchema(id, "AVRO", POINT, List.of()));
        assertThat(registry.latest("a topic/with+signs-value").orElseThrow().text())
                .isEqualTo(POINT);
        assertThat(registry.schema(99)).isEmpty();
        assertThat(registry.latest("nobody")).isEmpty();
        assertThat(registry.check().ok()).isTrue();
    }

    @Test
    void whatConfluentsClientWritesIsReadAndTheOtherWayRound() throws Exception {
        try (CachedSchemaRegistryClient confluent = new CachedSchemaRegistryClient(server.url(), 10)) {
            int theirs = confluent.register("t-value", new AvroSchema(POINT));
            assertThat(registry.schema(theirs).orElseThrow().text()).isEqualTo(POINT);

            int ours = registry.register("u-value", "AVRO", POINT.replace("int", "long"));
            assertThat(confluent.getSchemaById(ours).canonicalString()).contains("\"long\"");
            assertThat(confluent.getLatestSchemaMetadata("u-value").getId()).isEqualTo(ours);
            assertThat(confluent.getId("u-value", new AvroSchema(POINT.replace("int", "long"))))
                    .isEqualTo(ours);
            assertThat(confluent.getAllSubjects()).containsExactly("t-value", "u-value");
        }
    }

    @Test
    void referencesComeAfterWhatTheyReferTo() {
        server.put("point", POINT);
        server.put(
                "line",
                "AVRO",
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"from\",\"type\":\"P\"}]}",
                "[{\"name\":\"P\",\"subject\":\"point\",\"version\":1}]");
        server.put(
                "drawing-value",
                "AVRO",
                "{\"type\":\"array\",\"items\":\"L\"}",
                "[{\"name\":\"L\",\"subject\":\"line\",\"version\":1},{\"name\":\"P\",\"subject\":\"point\",\"version\":1}]");

        RegisteredSchema schema = registry.latest("drawing-value").orElseThrow();
        assertThat(schema.references()).extracting(Reference::name).containsExactly("P", "L");
        assertThat(registry.schema(schema.id())).contains(schema);
    }

    @Test
    void aCircleOfReferencesEnds() {
        server.put("a", "AVRO", "\"A\"", "[{\"name\":\"B\",\"subject\":\"b\",\"version\":1}]");
        server.put("b", "AVRO", "\"B\"", "[{\"name\":\"A\",\"subject\":\"a\",\"version\":1}]");
        assertThatThrownBy(() -> registry.latest("a"))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }

    @Test
    void anIncompatibleSchemaIsRefusedInTheRegistrysWords() {
        registry.register("t-value", "AVRO", POINT);
        assertThatThrownBy(() -> registry.register("t-value", "AVRO", POINT.replace("int", "string")))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER))
                .hasMessage("the schema registry refuses the schema for subject \"t-value\": Schema being registered is"
                        + " incompatible with an earlier schema for subject \"t-value\"");
    }

    @Test
    void credentialsAreSentAndMissingOnesAreSaid() {
        server.forUser("ada", "s3cret");
        assertThatThrownBy(() -> registry.latest("t-value"))
                .isInstanceOfSatisfying(StatementException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.SCHEMA_REGISTRY_NOT_READY))
                .hasMessage("the schema registry at " + server.url() + " wants credentials");
        RegistryConnection known =
                connect(Map.of("uris", server.url(), "confluent.username", "ada", "confluent.password", "s3cret"));
        assertThat(known.schema(known.register("t-value", "AVRO", POINT))).isPresent();
    }

    @Test
    void aRegistryThatIsDownIsSaid() {
        server.close();
        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOfSatisfying(StatementException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.SCHEMA_REGISTRY_NOT_READY))
                .hasMessage("the schema registry does not answer at " + server.url());
    }
}
