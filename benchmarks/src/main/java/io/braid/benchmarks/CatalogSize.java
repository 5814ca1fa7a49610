package io.braid.benchmarks;

import io.braid.client.BraidClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Statements about a few relations, when they are all there is, and when there are thousands more. */
final class CatalogSize {
    private static final int FEW = 10;
    private static final int UNMEASURED = 300;
    private static final int MEASURED = 1_000;
    private static final String COLUMNS =
            " (id BIGINT, k VARCHAR) WITH ('topic' = 'bench_catalog', 'value.format' = 'json')";

    private CatalogSize() {}

    static void measure(BraidClient client, Topics topics, int many, Report report) throws Exception {
        topics.create("bench_catalog");
        client.execute("CREATE DATABASE catalog_size");
        client.execute("USE DATABASE catalog_size");
        for (int n = 0; n < FEW; n++) {
            client.execute("CREATE STREAM few_" + n + COLUMNS);
        }
        Map<String, Durations> few = measure(client);
        client.execute("CREATE SCHEMA many");
        for (int n = 0; n < many; n++) {
            client.execute("CREATE STREAM many.s_" + n + COLUMNS);
        }
        Map<String, Durations> full = measure(client);
        few.forEach(
                (what, durations) -> compare(what, durations, Objects.requireNonNull(full.get(what)), many, report));
        report.note(
                ("catalog: %d relations in one schema, then %,d more in another; %d unmeasured, then %,d, one after the"
                                + " other.")
                        .formatted(FEW, many, UNMEASURED, MEASURED));
    }

    private static Map<String, Durations> measure(BraidClient client) throws Exception {
        Map<String, Durations> measured = new LinkedHashMap<>();
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put("LIST STREAMS of a schema", "LIST STREAMS");
        statements.put("DESCRIBE RELATION", "DESCRIBE RELATION few_3");
        statements.put(
                "SELECT from sys.relations, one fqn",
                "SELECT relation_type, \"owner\" FROM deltastream.sys.\"relations\" WHERE fqn = 'catalog_size.public.few_3'");
        for (Map.Entry<String, String> each : statements.entrySet()) {
            measured.put(each.getKey(), Durations.of(UNMEASURED, MEASURED, round -> client.execute(each.getValue())
                    .rows()
                    .forEach(row -> {})));
        }
        Durations create = new Durations();
        Durations drop = new Durations();
        for (int round = 0; round < UNMEASURED + MEASURED; round++) {
            long begin = System.nanoTime();
            client.execute("CREATE STREAM another" + COLUMNS);
            long created = System.nanoTime();
            client.execute("DROP STREAM another");
            if (round >= UNMEASURED) {
                create.addNanos(created - begin);
                drop.addNanos(System.nanoTime() - created);
            }
        }
        measured.put("CREATE STREAM", create);
        measured.put("DROP STREAM", drop);
        return measured;
    }

    private static void compare(String what, Durations before, Durations after, int many, Report report) {
        report.add(what + ", " + FEW + " relations", before, Goal.NONE, 99, Goal.NONE);
        report.add("%s, %,d relations".formatted(what, many), after, Goal.NONE, 99, Goal.NONE);
        report.add(what + ", times slower, p50", "×", Goal.atMost(2), after.percentile(50) / before.percentile(50));
        report.add(what + ", times slower, p99", "×", Goal.atMost(2), after.percentile(99) / before.percentile(99));
    }
}
