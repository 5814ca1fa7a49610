package io.braid.benchmarks;

import java.util.List;

/**
 * A query in both languages. {@code %s} is the topic it writes to, which gets a row with the key {@code end} when all is
 * read.
 *
 * @param braid a CREATE … AS
 * @param sink columns of Flink's table {@code answers}, which has the connector {@code connector}
 * @param flink INSERT INTO answers
 */
record Shape(String name, String braid, String sink, String connector, String flink) {
    /** Relations that all shapes read: rows, rows that follow them a second later, and versions by key. */
    static final List<String> TOPICS = List.of("bench_left", "bench_right", "bench_versions");

    private static final String JSON = "'value.format' = 'json', 'topic.partitions' = 1, 'topic.replicas' = 1";

    static List<Shape> all() {
        return List.of(
                new Shape(
                        "filter",
                        "CREATE STREAM %s WITH (" + JSON + ") AS SELECT id, k, v * 2 AS twice FROM l WHERE v > 100",
                        "id BIGINT, k STRING, twice BIGINT",
                        "kafka",
                        "INSERT INTO answers SELECT id, k, v * 2 FROM l WHERE v > 100"),
                new Shape(
                        "window count",
                        "CREATE CHANGELOG %s WITH (" + JSON + ") AS SELECT window_start, window_end, k, COUNT(*) AS n,"
                                + " SUM(v) AS s FROM TUMBLE(l, SIZE 10 SECONDS) GROUP BY window_start, window_end, k",
                        "ws TIMESTAMP(3), we TIMESTAMP(3), k STRING, n BIGINT, s BIGINT",
                        "kafka",
                        "INSERT INTO answers SELECT window_start, window_end, k, COUNT(*), SUM(v) FROM TABLE(TUMBLE(TABLE l,"
                                + " DESCRIPTOR(t), INTERVAL '10' SECOND)) GROUP BY window_start, window_end, k"),
                new Shape(
                        "interval join",
                        "CREATE STREAM %s WITH (" + JSON + ") AS SELECT l.id, l.k, r.v FROM l JOIN r WITHIN 5 SECONDS"
                                + " ON l.id = r.id",
                        "id BIGINT, k STRING, v BIGINT",
                        "kafka",
                        "INSERT INTO answers SELECT l.id, l.k, r.v FROM l JOIN r ON l.id = r.id AND l.t BETWEEN r.t -"
                                + " INTERVAL '5' SECOND AND r.t + INTERVAL '5' SECOND"),
                new Shape(
                        "temporal join",
                        "CREATE STREAM %s WITH (" + JSON + ") AS SELECT l.id, l.k, c.v FROM l JOIN c ON l.k = c.k",
                        "id BIGINT, k STRING, v BIGINT",
                        "kafka",
                        "INSERT INTO answers SELECT l.id, l.k, c.v FROM l JOIN c FOR SYSTEM_TIME AS OF l.t ON l.k = c.k"),
                new Shape(
                        "group-by upsert",
                        "CREATE CHANGELOG %s WITH ('enable.upsert.mode' = true, 'key.format' = 'json', " + JSON
                                + ") AS SELECT k, COUNT(*) AS n, SUM(v) AS s FROM l GROUP BY k",
                        "k STRING, n BIGINT, s BIGINT, PRIMARY KEY (k) NOT ENFORCED",
                        "upsert-kafka",
                        "INSERT INTO answers SELECT k, COUNT(*), SUM(v) FROM l GROUP BY k"));
    }

    /** How Flink reads the topics. */
    static List<String> tables(String bootstrap) {
        String columns =
                " (id BIGINT, ts BIGINT, k STRING, v BIGINT, t AS TO_TIMESTAMP_LTZ(ts, 3), WATERMARK FOR t AS t -"
                        + " INTERVAL '10' SECOND) WITH ('connector' = 'kafka', 'scan.startup.mode' = 'earliest-offset',"
                        + " 'value.format' = 'json', 'properties.bootstrap.servers' = '" + bootstrap + "', 'topic' = '";
        return List.of(
                "CREATE TEMPORARY TABLE l" + columns + "bench_left')",
                "CREATE TEMPORARY TABLE r" + columns + "bench_right')",
                "CREATE TEMPORARY TABLE versions" + columns + "bench_versions')",
                "CREATE TEMPORARY VIEW c AS SELECT k, v, t FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t"
                        + " DESC) AS n FROM versions) WHERE n = 1");
    }

    /** Flink's table for the result, exactly once where the connector can, as the server writes. */
    String table(String bootstrap, String topic) {
        return "CREATE TEMPORARY TABLE answers (" + sink + ") WITH ('connector' = '" + connector
                + "', 'value.format' = 'json'"
                + (connector.equals("kafka") ? "" : ", 'key.format' = 'json'")
                + ", 'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '" + topic
                + "', 'properties.transaction.timeout.ms' = '600000', 'properties.bootstrap.servers' = '" + bootstrap
                + "', 'topic' = '" + topic + "')";
    }

    /** How the server reads the topics. */
    static List<String> relations() {
        String reading = "' , 'value.format' = 'json', 'timestamp' = 'ts', 'starting.position' = 'earliest')";
        String columns = "id BIGINT, ts BIGINT, k VARCHAR, v BIGINT";
        return List.of(
                "CREATE STREAM l (" + columns + ") WITH ('topic' = 'bench_left" + reading,
                "CREATE STREAM r (" + columns + ") WITH ('topic' = 'bench_right" + reading,
                "CREATE CHANGELOG c (" + columns + ", PRIMARY KEY(k)) WITH ('topic' = 'bench_versions" + reading);
    }
}
