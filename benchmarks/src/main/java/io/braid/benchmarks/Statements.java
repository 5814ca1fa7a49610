package io.braid.benchmarks;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import java.time.Duration;

/** Statements that answer at once, and SELECTs up to their first row. */
final class Statements {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Statements() {}

    static void measure(BraidClient client, Topics topics, Report report) throws Exception {
        Durations list = Durations.of(3_000, 3_000, round -> client.execute("LIST DATABASES"));
        report.add("LIST DATABASES", list, Goal.atMost(3), 99, Goal.atMost(10));
        definitions(client, topics, report);
        firstRows(client, topics, report);
        report.note("LIST DATABASES: 3,000 unmeasured, then 3,000 one after the other on one connection.");
        report.note("CREATE and DROP STREAM: over a topic that exists; 300 unmeasured pairs, then 300.");
        report.note("first row: from the POST to the row on the WebSocket, over a topic that holds one row, from"
                + " earliest; 20 unmeasured, then 40. The aggregation is a Flink job, the preview is not.");
    }

    private static void definitions(BraidClient client, Topics topics, Report report) throws Exception {
        topics.create("bench_ddl");
        Durations create = new Durations();
        Durations drop = new Durations();
        for (int round = 0; round < 600; round++) {
            long begin = System.nanoTime();
            client.execute("CREATE STREAM ddl (ts BIGINT, userid VARCHAR, page STRUCT<url VARCHAR>, ms INTEGER) WITH"
                    + " ('topic' = 'bench_ddl', 'value.format' = 'json', 'timestamp' = 'ts')");
            long created = System.nanoTime();
            client.execute("DROP STREAM ddl");
            long dropped = System.nanoTime();
            if (round >= 300) {
                create.addNanos(created - begin);
                drop.addNanos(dropped - created);
            }
        }
        report.add("CREATE STREAM", create, Goal.atMost(8), 99, Goal.atMost(20));
        report.add("DROP STREAM", drop, Goal.atMost(8), 99, Goal.atMost(20));
    }

    private static void firstRows(BraidClient client, Topics topics, Report report) throws Exception {
        topics.create("bench_first");
        topics.send("bench_first", "{\"userid\":\"u1\",\"ms\":7}");
        topics.flush();
        client.execute("CREATE STREAM first_row (userid VARCHAR, ms INTEGER) WITH ('topic' = 'bench_first',"
                + " 'value.format' = 'json', 'starting.position' = 'earliest')");
        Durations flink = Durations.of(
                20, 40, round -> firstRow(client, "SELECT userid, COUNT(*) AS n FROM first_row GROUP BY userid"));
        report.add("new aggregation → first row", flink, Goal.atMost(450), 95, Goal.NONE);
        Durations preview = Durations.of(
                20, 40, round -> firstRow(client, "SELECT userid, ms * 2 AS twice FROM first_row WHERE ms > 3"));
        report.add("new filter preview → first row", preview, Goal.atMost(100), 95, Goal.NONE);
    }

    private static void firstRow(BraidClient client, String sql) {
        try (LiveRows rows = client.execute(sql).live()) {
            if (rows.next(PATIENCE).isEmpty()) {
                throw new IllegalStateException("no row came of " + sql);
            }
        }
    }
}
