package io.braid.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that was planted once is looked for everywhere. */
class PlantedSecretTest {
    private static final String SECRET = "Xyzzy-Plugh-4711";
    private static final String STORE = "CREATE STORE far WITH ('type' = KAFKA, 'uris' = 'far:9092',"
            + " 'kafka.sasl.username' = 'me', 'kafka.sasl.password' = '" + SECRET + "')";

    private static final String REGISTRY =
            "CREATE SCHEMA_REGISTRY sr WITH ('type' = CONFLUENT, 'uris' = 'http://far:1'," + " 'confluent.username' = '"
                    + SECRET + "', 'confluent.password' = '" + SECRET + "')";

    @Test
    void aPasswordIsNowhereToBeSeen(@TempDir Path directory) throws IOException {
        FakeStoreType type = new FakeStoreType();
        FakeRuntime runtime = new FakeRuntime();
        List<String> seen = new ArrayList<>();
        try (EngineFixture fixture = EngineFixture.open(directory, runtime, type)) {
            EngineClient client = fixture.client();
            type.create("clicks");
            for (String sql : List.of(
                    STORE,
                    "CREATE STREAM clicks (id VARCHAR) WITH ('store' = 'far', 'topic' = 'clicks', 'value.format' = 'json')",
                    "LIST STORES",
                    "DESCRIBE STORE far",
                    "SELECT * FROM deltastream.sys.\"stores\"",
                    REGISTRY,
                    "LIST SCHEMA_REGISTRIES",
                    "DESCRIBE SCHEMA_REGISTRY sr",
                    "UPDATE SCHEMA_REGISTRY sr WITH ('confluent.password' = '" + SECRET + "')",
                    "SELECT * FROM deltastream.sys.\"schema_registries\"",
                    "DESCRIBE RELATION clicks",
                    "SELECT * FROM deltastream.sys.\"relations\"")) {
                seen.add(client.rows(sql).toString());
            }
            seen.add(client.failure(STORE));
            seen.add(client.failure(REGISTRY));
            seen.add(client.failure(
                    REGISTRY.replace("sr", "sr2").replace("'http://far:1'", "'http://far:1', 'nope' = 1")));
            seen.add(client.failure(STORE.replace("'type' = KAFKA", "'type' = KAFKA, 'nope' = 1")
                    .replace("far", "f")));
            seen.add(client.failure(
                    STORE.replace("'type' = KAFKA", "'type' = NOPE").replace("far", "f")));
            seen.add(client.failure(STORE.replace("'me'", "'me' 'you'")));
            runtime.refuses(StatementException.of(ErrorCode.INVALID_QUERY, "nothing of this is possible"));
            seen.add(client.failure("CREATE STREAM copy AS SELECT id FROM clicks"));
            runtime.refuses(null);
            client.query("CREATE STREAM copy AS SELECT id FROM clicks");
            seen.add(client.rows("SELECT * FROM deltastream.sys.\"queries\"").toString());
            EngineFixture.await("submitted", () -> !runtime.submissions().isEmpty());
            seen.add(runtime.submissions().toString());
            seen.add(runtime.analyzed().toString());
        }
        assertThat(seen).hasSizeGreaterThan(10).allSatisfy(text -> assertThat(text)
                .doesNotContain(SECRET));
        assertThat(filesWith(directory, SECRET)).isEmpty();
        assertThat(filesWith(directory, "far:9092"))
                .as("the search finds what is there")
                .isNotEmpty();
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
