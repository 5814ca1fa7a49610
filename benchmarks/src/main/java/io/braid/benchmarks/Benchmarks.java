package io.braid.benchmarks;

import io.braid.client.BraidClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Measures the product on this machine and says what was hoped for. See {@code benchmarks/run}. */
public final class Benchmarks {
    private static final Set<String> PARTS =
            Set.of("start", "statements", "planning", "catalog", "delay", "throughput", "views", "rewrites");
    /** Rows that are enough to compare processor time. */
    private static final int COMPARED = 4;

    private static final int RELATIONS = 10_000;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        int rows = 1_500_000;
        Set<String> only = new HashSet<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                usage(arguments);
            }
            switch (arguments[i]) {
                case "--rows" -> rows = Integer.parseInt(arguments[i + 1]);
                case "--only" -> only.add(arguments[i + 1]);
                default -> usage(arguments);
            }
        }
        if (!PARTS.containsAll(only)) {
            usage(arguments);
        }
        Set<String> parts = only.isEmpty() ? PARTS : only;
        Report report = new Report(System.out);
        if (parts.contains("start")) {
            StartUp.measure(report);
        }
        running(parts, rows, report);
        if (parts.contains("rewrites")) {
            Rewrites.measure(rows / COMPARED, report);
        }
        System.out.println();
        System.out.print(report.markdown());
        if (only.isEmpty()) {
            System.out.println("\nwritten to " + report.write(Path.of(System.getProperty("braid.results"))));
        }
    }

    private static void running(Set<String> parts, int rows, Report report) throws Exception {
        try (Server server = Server.start(Map.of());
                Topics topics = new Topics(server.kafka())) {
            BraidClient client = server.client();
            if (parts.contains("statements")) {
                Statements.measure(client, topics, report);
            }
            if (parts.contains("planning")) {
                Planning.measure(client, topics, report);
            }
            if (parts.contains("delay")) {
                Flow.delay(client, topics, report);
            }
            if (parts.contains("throughput")) {
                Flow.throughput(client, topics, rows, report);
            }
            if (parts.contains("views")) {
                Views.measure(client, topics, report);
            }
            if (parts.contains("catalog")) {
                CatalogSize.measure(client, topics, RELATIONS, report);
            }
            report.add("memory after all that", "MB", Goal.NONE, Machine.residentMegabytes(server.pid()));
        }
    }

    private static void usage(String... arguments) {
        System.err.println(
                "cannot understand " + Arrays.toString(arguments)
                        + "\nusage: benchmarks/run [--rows N] [--only start|statements|planning|delay|throughput|views|catalog|rewrites]...");
        System.exit(2);
    }
}
