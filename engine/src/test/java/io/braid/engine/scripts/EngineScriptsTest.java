package io.braid.engine.scripts;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.spi.StoredRecord;
import io.braid.testing.Script;
import io.braid.testing.ScriptFiles;
import io.braid.testing.ScriptRecord;
import io.braid.testing.ScriptRunner;
import io.braid.testing.Scripts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that need no running job, on the engine alone. Each runs in a database named after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineScriptsTest {
    private static final Path SCRIPTS = Path.of("..", "scripts", "statements");
    private static final String ADDRESS = "127.0.0.1:9092";

    private final ScriptFiles files = new ScriptFiles(SCRIPTS.resolveSibling("files"));
    private final FakeStoreType store = new FakeStoreType();
    private EngineFixture fixture;

    @BeforeAll
    void open(@TempDir Path directory) {
        fixture = EngineFixture.open(directory, new FakeRuntime(), store);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @TestFactory
    List<DynamicTest> scripts() {
        return Scripts.dynamicTests(SCRIPTS, this::runner);
    }

    private ScriptRunner runner(Script script) {
        EngineClient client = fixture.client();
        String name = '"' + script.name().replace(".sqlt", "") + '"';
        client.rows("CREATE DATABASE " + name);
        client.rows("USE DATABASE " + name);
        return ScriptRunner.of(sql -> client.attaching(files.of(sql)).answer(sql))
                .writing(this::write)
                .knowing(Map.of("kafka", ADDRESS))
                .waiting(Duration.ofSeconds(10));
    }

    private void write(ScriptRecord record) {
        store.write(
                record.topic(),
                new StoredRecord(
                        bytes(record.key()),
                        bytes(record.value()),
                        record.timestampMillis().orElse(-1),
                        "",
                        -1,
                        -1,
                        Map.of()));
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
