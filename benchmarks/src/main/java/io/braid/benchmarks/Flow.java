package io.braid.benchmarks;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Rows on their way: how long one takes, and how many come in a second. */
final class Flow {
    private static final int PER_SECOND = 20;
    private static final int UNMEASURED = 10 * PER_SECOND;
    private static final int MEASURED = 30 * PER_SECOND;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Flow() {}

    static void delay(BraidClient client, Topics topics, Report report) throws Exception {
        topics.create("bench_delay");
        client.execute("CREATE STREAM delay (n INTEGER, sent BIGINT) WITH ('topic' = 'bench_delay',"
                + " 'value.format' = 'json')");
        Durations flink = delay(client, topics, "SELECT n, MAX(sent) AS sent FROM delay GROUP BY n");
        report.add("produce → client through a Flink job", flink, Goal.atMost(20), 95, Goal.atMost(60));
        Durations preview = delay(client, topics, "SELECT n, sent FROM delay");
        report.add("produce → client, preview", preview, Goal.atMost(20), 95, Goal.atMost(60));
        report.note("produce → client: from the producer's send() to the row in the client's hand, at " + PER_SECOND
                + " rows a second; 10 s unmeasured, then 30 s.");
    }

    private static Durations delay(BraidClient client, Topics topics, String sql) throws InterruptedException {
        try (LiveRows rows = client.execute(sql).live()) {
            Thread producer = new Thread(() -> produce(topics), "producer");
            producer.start();
            Durations delays = new Durations();
            for (int n = 0; n < UNMEASURED + MEASURED; n++) {
                List<@Nullable String> row = rows.next(PATIENCE).orElseThrow();
                long now = System.nanoTime();
                if (n >= UNMEASURED) {
                    delays.addNanos(now - Long.parseLong(Objects.requireNonNull(row.get(1))));
                }
            }
            producer.join();
            return delays;
        }
    }

    private static void produce(Topics topics) {
        long begin = System.nanoTime();
        for (int n = 0; n < UNMEASURED + MEASURED; n++) {
            long due = begin + n * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            topics.send("bench_delay", "{\"n\":%d,\"sent\":%d}".formatted(n, System.nanoTime()));
        }
    }

    static void throughput(BraidClient client, Topics topics, int rows, Report report) throws Exception {
        topics.create("bench_rows");
        for (int n = 0; n < rows; n++) {
            topics.send(
                    "bench_rows",
                    "{\"id\":%d,\"userid\":\"User_%d\",\"page\":\"Page_%d\",\"ms\":%d}"
                            .formatted(n, n % 1_000, n % 97, n % 5_000));
        }
        topics.flush();
        client.execute("CREATE STREAM many (id BIGINT, userid VARCHAR, page VARCHAR, ms INTEGER) WITH"
                + " ('topic' = 'bench_rows', 'value.format' = 'json', 'starting.position' = 'earliest')");
        read(client, "SELECT * FROM many", rows / 4);
        topics.consume("bench_rows", rows / 4);
        double consumer = topics.consume("bench_rows", rows);
        double preview = read(client, "SELECT * FROM many", rows);
        // An aggregation that gives a row for every row, so that every row goes through a job.
        String throughJob = "SELECT id, userid, page, ms FROM many GROUP BY id, userid, page, ms";
        read(client, throughJob, rows / 4);
        double job = read(client, throughJob, rows / 2);
        report.add("one WebSocket client, preview", "rows/s", Goal.atLeast(80_000), preview);
        report.add("the same, of what a plain Kafka consumer reads", "%", Goal.NONE, 100 * preview / consumer);
        report.add("plain Kafka consumer, the same topic", "rows/s", Goal.NONE, consumer);
        report.add("one WebSocket client, through a Flink job with state", "rows/s", Goal.NONE, job);
        report.note(
                "rows/s: %,d JSON rows of four columns in one partition, read from earliest by our own client, which"
                                .formatted(rows)
                        + " reads every frame; a quarter of them unmeasured first.");
    }

    private static double read(BraidClient client, String sql, int rows) {
        try (LiveRows live = client.execute(sql).live()) {
            long begin = 0;
            for (int n = 0; n < rows; n++) {
                Optional<List<@Nullable String>> row = live.next(PATIENCE);
                if (row.isEmpty()) {
                    throw new IllegalStateException("only " + n + " rows came of " + sql);
                }
                if (n == 0) {
                    begin = System.nanoTime();
                }
            }
            return rows / ((System.nanoTime() - begin) / 1e9);
        }
    }
}
