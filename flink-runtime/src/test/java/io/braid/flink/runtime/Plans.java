package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.engine.run.JobSubmission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Short forms of plans. */
final class Plans {
    private Plans() {}

    /** A table {@code events} of what a test adds to {@link TestRows}. */
    static BoundTable events(String name, String columns) {
        return new BoundTable("events", columns, Map.of("connector", "test-rows", "name", name));
    }

    static BoundTable live(TestFeed feed, String columns) {
        return feed(feed, "live", columns);
    }

    static BoundTable view(TestFeed feed, String columns) {
        return feed(feed, "view", columns);
    }

    private static BoundTable feed(TestFeed feed, String use, String columns) {
        return new BoundTable("sink", columns, Map.of("connector", "braid-feed", "ticket", feed.ticket, "use", use));
    }

    static BoundPlan plan(BoundTable source, String select, BoundTable sink) {
        return new BoundPlan("test", List.of(source), List.of(), select, sink, Map.of());
    }

    static String newJobId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static JobSubmission live(String jobId, BoundPlan plan) {
        return new JobSubmission(jobId, UUID.randomUUID(), plan, null, null, false);
    }

    static JobSubmission query(String jobId, UUID query, BoundPlan plan, String compiled, @Nullable String restore) {
        return new JobSubmission(jobId, query, plan, compiled, restore, true);
    }
}
