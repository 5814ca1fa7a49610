package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.testing.HttpSchemaRegistry;
import io.braid.testing.Script;
import io.braid.testing.ScriptFiles;
import io.braid.testing.ScriptRunner;
import io.braid.testing.Scripts;
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

/** Scripts on an engine with a broker in this JVM, without HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScriptsOnFlink {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNFINISHED =
            "SELECT id FROM deltastream.sys.\"queries\" WHERE current_state <> 'terminated'";

    private final ScriptFiles files = new ScriptFiles(SCRIPTS.resolve("files"));
    private final FlinkRuntime runtime;
    private final HttpSchemaRegistry registry = HttpSchemaRegistry.start();
    private EngineFixture fixture;

    ScriptsOnFlink(FlinkRuntime runtime) {
        this.runtime = runtime;
    }

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        TestTopics.deleteAll(); // the same scripts may have run on another cluster
        fixture =
                EngineFixture.open(directory, runtime, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT);
    }

    @AfterAll
    void close() {
        terminateAll(fixture.client());
        fixture.close();
        registry.close();
    }

    @TestFactory
    List<DynamicTest> scripts() {
        return Scripts.dynamicTests(SCRIPTS, this::runner).stream()
                .filter(test -> isWanted(test.getDisplayName()))
                .toList();
    }

    /** @param script its path below the folder of all scripts */
    abstract boolean isWanted(String script);

    private ScriptRunner runner(Script script) {
        EngineClient client = fixture.client();
        terminateAll(client);
        String name = '"' + script.name().replace(".sqlt", "") + '"';
        client.rows("CREATE DATABASE " + name);
        client.rows("USE DATABASE " + name);
        return ScriptRunner.of(sql -> client.attaching(files.of(sql)).answer(sql))
                .writing(TestTopics::write)
                .knowing(Map.of(
                        "kafka",
                        TestTopics.bootstrap(),
                        "registry",
                        System.getProperty("registry.url", registry.url())))
                .waiting(PATIENCE);
    }

    /** What a script has left running must not slow the next one, nor show up in its lists. */
    private static void terminateAll(EngineClient client) {
        List<List<@Nullable String>> running = client.rows(UNFINISHED);
        for (List<@Nullable String> query : running) {
            assertThat(client.rows("TERMINATE QUERY " + query.get(0))).isNotEmpty();
        }
        EngineFixture.await("no query runs", () -> client.rows(UNFINISHED).isEmpty());
    }
}
