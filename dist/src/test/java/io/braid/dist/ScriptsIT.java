package io.braid.dist;

import io.braid.client.BraidClient;
import io.braid.testing.HttpSchemaRegistry;
import io.braid.testing.Script;
import io.braid.testing.ScriptFiles;
import io.braid.testing.ScriptRunner;
import io.braid.testing.Scripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The scripts of the language, as a client sees it. Each runs in a database of its own, which is named after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptsIT {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpSchemaRegistry registry = HttpSchemaRegistry.start();
    private ServerProcess server;
    private Broker broker;

    @BeforeAll
    void start() {
        server = SharedServer.get();
        broker = new Broker(server.kafka());
    }

    @AfterAll
    void stop() {
        Queries.terminateAll(server.client());
        broker.close();
        registry.close();
    }

    @TestFactory
    List<DynamicTest> scripts() {
        return Scripts.dynamicTests(SCRIPTS, this::runner);
    }

    private ScriptRunner runner(Script script) {
        BraidClient client = server.client();
        Queries.terminateAll(client);
        String name = script.name().replace(".sqlt", "");
        client.execute("CREATE DATABASE \"" + name + "\"");
        client.execute("USE DATABASE \"" + name + "\"");
        return ScriptRunner.of(new ScriptClient(client, new ScriptFiles(SCRIPTS.resolve("files")))::answer)
                .writing(broker::write)
                .knowing(Map.of("kafka", server.kafka(), "registry", registry.url()))
                .waiting(PATIENCE);
    }
}
