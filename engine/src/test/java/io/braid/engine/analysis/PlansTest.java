package io.braid.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.Query;
import io.braid.engine.StatementOutcome;
import io.braid.engine.TrackedStatement;
import io.braid.engine.run.JobSubmission;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.PlanCodec;
import io.braid.testing.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each form of SELECT and sink becomes in Flink SQL. A golden is a statement, a line of dashes, its plan;
 * {@code -Dgolden.update} writes the plans anew.
 */
class PlansTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "plans");
    private static final String DASHES = "\n---\n";

    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> plans() throws IOException {
        try (Stream<Path> files = Files.list(GOLDENS)) {
            List<Path> goldens = files.sorted().toList();
            assertThat(goldens).isNotEmpty();
            return goldens.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(file.getFileName().toString(), file.toUri(), () -> check(file)))
                    .toList();
        }
    }

    private void check(Path file) throws IOException {
        String golden = Files.readString(file);
        int dashes = golden.indexOf(DASHES);
        String sql = (dashes < 0 ? golden : golden.substring(0, dashes)).strip();
        String actual = sql + DASHES + plan(sql, file.getFileName().toString());
        if (Boolean.parseBoolean(System.getProperty(Scripts.UPDATE, "false").replaceFirst("^$", "true"))) {
            Files.writeString(file, actual);
            return;
        }
        assertThat(actual).isEqualTo(golden);
    }

    private String plan(String sql, String name) {
        try (Playground playground = new Playground(directory.resolve(name))) {
            TrackedStatement ended = playground.client.run(sql);
            if (ended.outcome() instanceof StatementOutcome.Streaming) {
                playground.fixture.engine().openLive(ended.id()).ifPresent(LiveFeed::close);
                // the job of the playground's view is submitted when its reconciler gets to it, perhaps after this one
                JobSubmission live = playground.runtime.submissions().stream()
                        .filter(job -> !job.checkpointed())
                        .findFirst()
                        .orElseThrow();
                return PlanText.of(live.plan());
            }
            assertThat(ended.outcome()).isInstanceOf(StatementOutcome.Rows.class);
            UUID organization = playground.fixture.first().organization();
            Query query = playground.fixture.catalog().read(view -> view.queries(organization)).stream()
                    .filter(found -> found.text().equals(sql))
                    .findFirst()
                    .orElseThrow();
            return PlanText.of(PlanCodec.read(query.plan()).plan());
        }
    }
}
