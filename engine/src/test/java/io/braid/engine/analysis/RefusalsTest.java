package io.braid.engine.analysis;

import io.braid.testing.ScriptRunner;
import io.braid.testing.Scripts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the analysis of a query refuses, in its exact words; {@code -Dgolden.update} writes them anew. */
class RefusalsTest {
    private Playground playground;

    @BeforeEach
    void open(@TempDir Path directory) {
        playground = new Playground(directory);
    }

    @AfterEach
    void close() {
        playground.close();
    }

    @TestFactory
    List<DynamicTest> refusals() {
        return Scripts.dynamicTests(
                Path.of("src", "test", "resources", "refusals"), script -> ScriptRunner.of(playground.client::answer));
    }
}
