package io.braid.benchmarks;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import java.time.Duration;
import java.util.Map;

/** From nothing to a server that answers, and what it takes of the machine while it does nothing. */
final class StartUp {
    private static final int STARTS = 3;
    private static final int IDLE_SECONDS = 75;

    private StartUp() {}

    static void measure(Report report) throws Exception {
        report.add("start → ready, first ever (no class archive)", "s", Goal.NONE, start(Map.of("BRAID_NO_CDS", "1")));
        boolean archive = Server.makeArchive();
        Durations ready = new Durations();
        for (int i = 0; i < STARTS; i++) {
            ready.addNanos((long) (start(Map.of()) * 1e9));
        }
        report.add("start → ready", "s", Goal.atMost(8), ready.percentile(50) / 1e3);
        firstTrialRow(report);
        idle(report);
        report.note("start → ready: median of " + STARTS + " starts in empty directories, "
                + (archive
                        ? "with the class archive that `braid demo` leaves behind"
                        : "without a class archive: none" + " could be made")
                + "; operating system caches warm. The first trial row counts from the start"
                + " of the process and includes CREATE STREAM and a SELECT over a WebSocket.");
        report.note("idle memory: resident set " + IDLE_SECONDS + " s after ready, nothing ever asked of the server.");
    }

    private static double start(Map<String, String> environment) throws Exception {
        try (Server server = Server.start(environment)) {
            return server.secondsToReady();
        }
    }

    private static void firstTrialRow(Report report) throws Exception {
        try (Server server = Server.start(Map.of(), "--trial-data")) {
            BraidClient client = server.client();
            client.execute("CREATE STREAM pageviews (viewtime BIGINT, userid VARCHAR, pageid VARCHAR) WITH"
                    + " ('store' = 'trial_store', 'topic' = 'pageviews', 'value.format' = 'json')");
            try (LiveRows rows = client.execute(
                            "SELECT userid, pageid FROM pageviews WITH ('starting.position' = 'earliest')")
                    .live()) {
                if (rows.next(Duration.ofSeconds(60)).isEmpty()) {
                    throw new IllegalStateException("no trial row came");
                }
                report.add("start → first trial row", "s", Goal.atMost(10), server.secondsSinceStart());
            }
        }
    }

    private static void idle(Report report) throws Exception {
        try (Server server = Server.start(Map.of())) {
            Thread.sleep(Duration.ofSeconds(IDLE_SECONDS).toMillis());
            report.add("idle memory", "MB", Goal.atMost(900), Machine.residentMegabytes(server.pid()));
        }
    }
}
