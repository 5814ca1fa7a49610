package io.braid.benchmarks;

import io.braid.client.BraidClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reading one row of a materialized view over REST. */
final class Views {
    private static final int KEYS = 100_000;

    private Views() {}

    static void measure(BraidClient client, Topics topics, Report report) throws Exception {
        topics.create("bench_view");
        for (int n = 0; n < KEYS; n++) {
            topics.send("bench_view", "{\"userid\":\"u%d\",\"ms\":%d}".formatted(n, n % 100));
        }
        topics.flush();
        client.execute("CREATE STREAM viewed (userid VARCHAR, ms INTEGER) WITH ('topic' = 'bench_view',"
                + " 'value.format' = 'json', 'starting.position' = 'earliest')");
        client.execute("CREATE MATERIALIZED VIEW per_user AS"
                + " SELECT userid, COUNT(*) AS n, SUM(ms) AS ms FROM viewed GROUP BY userid");
        awaitRows(client);
        Durations reads = Durations.of(
                3_000,
                5_000,
                round -> client.execute("SELECT * FROM per_user WHERE userid = 'u" + (round * 7_919L % KEYS) + "'"));
        report.add("read of one row of a view", reads, Goal.atMost(1), 99, Goal.atMost(5));
        report.note("view: %,d rows by key; 3,000 unmeasured reads of different keys, then 5,000, one after the other."
                .formatted(KEYS));
    }

    private static void awaitRows(BraidClient client) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            var rows =
                    client.execute("SELECT COUNT(*) AS n FROM per_user").rows().iterator();
            if (rows.next().equals(List.of(Integer.toString(KEYS)))) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the view did not fill");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
