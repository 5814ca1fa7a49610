package io.braid.benchmarks;

import io.braid.client.BraidClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What our form of a query costs beside Flink SQL written by hand: processor time of the process that runs it, from the
 * statement to its last row, over the same topics on a broker in a third process.
 */
final class Rewrites {
    private static final int KEYS = 1_000;
    private static final int VERSIONS = 5;
    private static final int UNMEASURED = 2;
    private static final int ROUNDS = 5;
    private static final long START_MILLIS = 1_704_067_200_000L;

    private final Topics topics;
    private final String bootstrap;

    private Rewrites(Topics topics, String bootstrap) {
        this.topics = topics;
        this.bootstrap = bootstrap;
    }

    static void measure(int rows, Report report) throws Exception {
        try (Server broker = Server.start(Map.of());
                Topics topics = new Topics(broker.kafka())) {
            Rewrites rewrites = new Rewrites(topics, broker.kafka());
            rewrites.fill(rows);
            for (Shape shape : Shape.all()) {
                rewrites.compare(shape, rows, report);
            }
        }
        report.note(
                ("CPU, of Flink SQL by hand: processor time of the process, from the statement to the last row, over"
                                + " %,d JSON rows (%,d in joins on each side); each %d times unmeasured, then %d times in turn, the"
                                + " median of each; both processes are new for each query, since code that others have run is"
                                + " compiled for them, too; what the server uses when idle is taken off.")
                        .formatted(rows, rows, UNMEASURED, ROUNDS));
    }

    /** Event times a millisecond apart, keys in turn, one last row of the key {@code end}, and an hour that passes. */
    private void fill(int rows) throws Exception {
        for (String topic : Shape.TOPICS) {
            topics.create(topic);
        }
        for (int n = 0; n < rows; n++) {
            topics.send("bench_left", row(n, n, "k" + n % KEYS, n % 1_000));
            topics.send("bench_right", row(n, n + 1_000L, "k" + n % KEYS, n % 1_000));
        }
        for (int n = 0; n < KEYS * VERSIONS; n++) {
            topics.send("bench_versions", row(n, (long) rows / VERSIONS * (n / KEYS), "k" + n % KEYS, n));
        }
        for (String topic : Shape.TOPICS) {
            topics.send(topic, row(-1, rows, "end", 1_000));
            topics.send(topic, row(-2, rows + 3_600_000L, "later", 0));
        }
        topics.flush();
    }

    private static String row(long id, long millis, String key, long v) {
        return "{\"id\":%d,\"ts\":%d,\"k\":\"%s\",\"v\":%d}".formatted(id, START_MILLIS + millis, key, v);
    }

    private void compare(Shape shape, int rows, Report report) throws Exception {
        Durations ours = new Durations();
        Durations theirs = new Durations();
        try (Server server = Server.start(Map.of());
                Hand hand = new Hand()) {
            BraidClient client = server.client();
            client.execute(
                    "CREATE STORE outside WITH ('type' = KAFKA, 'uris' = '" + bootstrap + "', 'tls.disabled' = TRUE)");
            client.execute("USE STORE outside");
            Shape.relations().forEach(client::execute);
            for (String table : Shape.tables(bootstrap)) {
                hand.run(table);
            }
            for (int round = 0; round < UNMEASURED + ROUNDS; round++) {
                long braid = braid(shape, server, client, round);
                long flink = byHand(shape, hand, round);
                if (round >= UNMEASURED) {
                    ours.addNanos(braid);
                    theirs.addNanos(flink);
                }
            }
        }
        double micros = 1_000.0 / rows;
        report.add(shape.name() + ", CPU by hand", "µs/row", Goal.NONE, theirs.percentile(50) * micros);
        report.add(shape.name() + ", CPU", "µs/row", Goal.NONE, ours.percentile(50) * micros);
        report.add(
                shape.name() + ", CPU, of Flink SQL by hand",
                "×",
                Goal.atMost(1.05),
                ours.percentile(50) / theirs.percentile(50));
    }

    private long braid(Shape shape, Server server, BraidClient client, int round) throws Exception {
        String topic = "bench_ours_" + shape.name().replaceAll("[^a-z]", "_") + "_" + round;
        double idle = idle(server.pid());
        long cpu = cpuNanos(server.pid());
        long begin = System.nanoTime();
        String query = "";
        for (List<?> row : client.execute(shape.braid().formatted(topic)).rows()) {
            query = "query".equals(row.get(0)) ? String.valueOf(row.get(1)) : query;
        }
        topics.awaitText(topic, "\"end\"");
        long used = cpuNanos(server.pid()) - cpu - (long) (idle * (System.nanoTime() - begin));
        client.execute("TERMINATE QUERY " + query);
        return used;
    }

    private long byHand(Shape shape, Hand hand, int round) throws Exception {
        String topic = "bench_hand_" + shape.name().replaceAll("[^a-z]", "_") + "_" + round;
        topics.create(topic);
        hand.run("DROP TEMPORARY TABLE IF EXISTS answers");
        hand.run(shape.table(bootstrap, topic));
        double idle = idle(hand.pid());
        long cpu = cpuNanos(hand.pid());
        long begin = System.nanoTime();
        hand.run(shape.flink());
        topics.awaitText(topic, "\"end\"");
        long used = cpuNanos(hand.pid()) - cpu - (long) (idle * (System.nanoTime() - begin));
        hand.run("cancel");
        return used;
    }

    /** The part of one processor that a process uses when it has nothing to do. */
    private static double idle(long pid) throws InterruptedException {
        Thread.sleep(1_000);
        long cpu = cpuNanos(pid);
        long begin = System.nanoTime();
        Thread.sleep(2_000);
        return (double) (cpuNanos(pid) - cpu) / (System.nanoTime() - begin);
    }

    private static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow();
    }

    /** The process with Flink in it, started with the server's own flags. */
    private static final class Hand implements AutoCloseable {
        private final Process process;
        private final PrintWriter in;
        private final BufferedReader out;

        Hand() throws IOException {
            Path folder = Files.createTempDirectory("braid-benchmark-hand");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:+UseG1GC",
                    "-XX:G1PeriodicGCInterval=60000",
                    "-XX:SoftRefLRUPolicyMSPerMB=50"));
            Stream.of("lang", "lang.invoke", "lang.reflect", "net", "nio", "text", "time", "util", "util.concurrent")
                    .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
                    .forEach(command::add);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("braid.home") + "/lib/*" + java.io.File.pathSeparator
                            + System.getProperty("braid.benchmarks"),
                    HandWritten.class.getName(),
                    folder.toUri().toString()));
            process = new ProcessBuilder(command)
                    .redirectError(folder.resolve("err").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void run(String line) throws IOException {
            in.println(line);
            for (String answer = out.readLine(); !"ok".equals(answer); answer = out.readLine()) {
                if (answer == null) {
                    throw new IllegalStateException("Flink by hand has ended at: " + line);
                }
            }
        }

        long pid() {
            return process.pid();
        }

        @Override
        public void close() throws InterruptedException {
            in.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
