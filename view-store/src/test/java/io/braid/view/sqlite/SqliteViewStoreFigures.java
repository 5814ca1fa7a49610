package io.braid.view.sqlite;

import io.braid.feed.FeedReceiver;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import io.braid.view.ViewScan.Condition;
import io.braid.view.ViewScan.Operator;
import io.braid.view.ViewShape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast the store is; run it by name. Nothing fails here. */
class SqliteViewStoreFigures {
    private static final int KEYS = 500_000;
    private static final int READS = 50_000;
    private static final RowType COLUMNS = RowType.of(
            Column.of("id", DataType.BIGINT),
            Column.of("region", DataType.VARCHAR),
            Column.of("amount", DataType.decimal(12, 2)),
            Column.of("at", DataType.timestampLtz(3)),
            Column.of("score", DataType.DOUBLE));

    @TempDir
    private Path directory;

    @Test
    void print() {
        try (SqliteViewStore store = new SqliteViewStore(directory, Duration.ofMillis(50))) {
            UUID log = UUID.randomUUID();
            store.create(log, new ViewShape(COLUMNS, List.of(), null, null));
            write("appends", store.writer(log), null);
            UUID view = UUID.randomUUID();
            store.create(view, new ViewShape(COLUMNS, List.of("id"), null, null));
            FeedReceiver writer = store.writer(view);
            write("sequential upserts", writer, null);
            write("random upserts", writer, new Random(1));
            read("point reads", store, view);
            read("point reads", store, view);
            Thread writing = new Thread(() -> write("random upserts beside reads", writer, new Random(2)));
            writing.start();
            read("point reads beside writes", store, view);
            try {
                writing.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            scan(store, view);
        }
    }

    private static void write(String what, FeedReceiver writer, @Nullable Random random) {
        long start = System.nanoTime();
        Instant now = Instant.now();
        List<FeedRow> rows = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            long id = random == null ? i : random.nextInt(KEYS);
            rows.add(FeedRow.insert(id, "region-" + id % 50, new BigDecimal("12.34"), now, 0.5));
            if (rows.size() == 500) {
                writer.accept(new RowBatch(List.copyOf(rows), 1));
                rows.clear();
            }
        }
        writer.flush();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.0f/s%n", what, KEYS / seconds);
    }

    private static void read(String what, SqliteViewStore store, UUID view) {
        Random random = new Random(3);
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long start = System.nanoTime();
            ViewScan scan = new ViewScan(
                    List.of(0, 1, 2, 3, 4),
                    List.of(new Condition(0, Operator.EQUAL, (long) random.nextInt(KEYS))),
                    List.of(),
                    -1);
            try (ViewRows rows = store.scan(view, scan)) {
                while (rows.hasNext()) {
                    rows.next();
                }
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f us, p99 %.1f us%n", what, nanos[READS / 2] / 1e3, nanos[READS / 100 * 99] / 1e3);
    }

    private static void scan(SqliteViewStore store, UUID view) {
        long start = System.nanoTime();
        long count = 0;
        try (ViewRows rows = store.scan(view, new ViewScan(List.of(0, 1, 2, 3, 4), List.of(), List.of(), -1))) {
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("full scan: %.0f rows/s%n", count / seconds);
    }
}
