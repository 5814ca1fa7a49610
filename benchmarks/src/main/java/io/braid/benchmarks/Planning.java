package io.braid.benchmarks;

import io.braid.client.BraidClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long it takes to plan a statement to the end: DESCRIBE does that and runs nothing. */
final class Planning {
    private static final int UNMEASURED = 40;
    private static final int MEASURED = 100;

    private Planning() {}

    static void measure(BraidClient client, Topics topics, Report report) throws Exception {
        for (String topic : Shape.TOPICS) {
            topics.create(topic);
        }
        Shape.relations().forEach(client::execute);
        for (Map.Entry<String, String> statement : statements().entrySet()) {
            Durations planned =
                    Durations.of(UNMEASURED, MEASURED, round -> client.execute("DESCRIBE " + statement.getValue()));
            report.add("planning: " + statement.getKey(), planned, Goal.NONE, 99, Goal.NONE);
        }
        report.note(("planning: DESCRIBE of the statement over HTTP, which plans it down to Flink's operators; %d"
                        + " unmeasured, then %d, one after the other.")
                .formatted(UNMEASURED, MEASURED));
    }

    private static Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        for (Shape shape : Shape.all()) {
            statements.put(shape.name(), shape.braid().formatted("planned"));
        }
        statements.put(
                "three joins, window, HAVING",
                "CREATE CHANGELOG planned AS WITH j AS (SELECT l.k, l.id, r.v, c.v AS w FROM l JOIN r WITHIN 5 SECONDS"
                        + " ON l.id = r.id JOIN c ON l.k = c.k LEFT JOIN c AS d ON l.k = d.k) SELECT window_start,"
                        + " window_end, k, COUNT(*) AS n, SUM(v + w) AS s FROM TUMBLE(j, SIZE 10 SECONDS)"
                        + " GROUP BY window_start, window_end, k HAVING COUNT(*) > 3");
        statements.put(
                "two OVER windows",
                "CREATE STREAM planned AS SELECT id, k, SUM(v) OVER (PARTITION BY k ORDER BY record_timestamp() ROWS"
                        + " BETWEEN 3 PRECEDING AND CURRENT ROW) AS a, COUNT(*) OVER (PARTITION BY v ORDER BY"
                        + " record_timestamp() RANGE BETWEEN 10 SECONDS PRECEDING AND CURRENT ROW) AS b FROM l");
        statements.put(
                "top 3",
                "CREATE CHANGELOG planned AS SELECT k, v, n, rn FROM (SELECT k, v, n, ROW_NUMBER() OVER (PARTITION BY k"
                        + " ORDER BY n DESC) AS rn FROM (SELECT k, v, COUNT(*) AS n FROM l GROUP BY k, v)) WHERE rn <= 3");
        return statements;
    }
}
