package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.engine.run.JobSubmission;
import io.braid.feed.FeedExchange;
import io.braid.feed.FeedReceiver;
import io.braid.feed.RowBatch;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does once, for nobody, what a first statement would otherwise pay for: Flink loads and compiles for seconds before the
 * first job runs.
 */
final class WarmUp {
    private static final long LONGEST_SECONDS = 20;
    private static final BoundTable NUMBERS = new BoundTable(
            "numbers",
            "`id` BIGINT, `name` STRING, `t` TIMESTAMP_LTZ(3), WATERMARK FOR `t` AS `t`",
            Map.of("connector", "datagen", "number-of-rows", "10"));
    private static final String ROWS = "SELECT `id`, UPPER(`name`) AS `name`, CAST(`t` AS STRING) AS `t` "
            + "FROM `numbers` WHERE `id` <> 0 AND `name` LIKE '%'";
    private static final String WINDOW = "SELECT `name`, `window_end`, COUNT(*) AS `n`, SUM(`id`) AS `total` "
            + "FROM TABLE(TUMBLE(TABLE `numbers`, DESCRIPTOR(`t`), INTERVAL '1' SECOND(3))) "
            + "GROUP BY `name`, `window_start`, `window_end`";

    private WarmUp() {}

    static void planner(PlannerPool planners) {
        BoundTable nowhere = new BoundTable(
                "sink",
                "`name` STRING, `e` TIMESTAMP(3), `n` BIGINT, `total` BIGINT",
                Map.of("connector", "blackhole"));
        BoundPlan window = new BoundPlan("warm-up", List.of(NUMBERS), List.of(), WINDOW, nowhere, Map.of());
        planners.with(session -> session.analyze(window));
        String compiled = planners.with(session -> session.compile(window));
        planners.with(session -> session.graph(window, Map.of(), compiled));
    }

    static void jobs(ClusterJobs jobs) throws InterruptedException {
        String ticket = "warm-up-" + UUID.randomUUID();
        CountDownLatch finished = new CountDownLatch(1);
        FeedExchange.open(ticket, new Nobody(finished));
        try {
            BoundTable feed = new BoundTable(
                    "sink",
                    "`id` BIGINT, `name` STRING, `t` STRING",
                    Map.of("connector", "braid-feed", "ticket", ticket, "use", "live"));
            String jobId = UUID.randomUUID().toString().replace("-", "");
            BoundPlan plan = new BoundPlan("warm-up", List.of(NUMBERS), List.of(), ROWS, feed, Map.of());
            jobs.submit(new JobSubmission(jobId, UUID.randomUUID(), plan, null, null, false));
            // What has not warmed up by now will do so under the first statements.
            boolean done = finished.await(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (!done) {
                jobs.cancel(jobId);
            }
        } finally {
            FeedExchange.close(ticket);
        }
    }

    private record Nobody(CountDownLatch end) implements FeedReceiver {
        @Override
        public void restored(long epoch) {}

        @Override
        public void accept(RowBatch batch) {}

        @Override
        public void flush() {}

        @Override
        public void finished() {
            end.countDown();
        }
    }
}
