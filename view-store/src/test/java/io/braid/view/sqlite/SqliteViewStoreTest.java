package io.braid.view.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.feed.FeedReceiver;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.view.ViewShape;
import io.braid.view.ViewStore;
import io.braid.view.ViewStoreContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteViewStoreTest extends ViewStoreContract {
    private static final ViewShape NUMBERS =
            new ViewShape(RowType.of(Column.of("n", DataType.BIGINT)), List.of(), null, null);

    @TempDir
    private Path directory;

    @Override
    protected ViewStore open() {
        return new SqliteViewStore(views(), Duration.ofMillis(50));
    }

    private Path views() {
        return directory.resolve("views");
    }

    @Test
    void flushedRowsOutliveTheDeathOfTheProcess() throws IOException, InterruptedException {
        UUID view = UUID.randomUUID();
        store().close();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterToKill.class.getName(),
                        views().toString(),
                        view.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("flushed");
        } finally {
            process.destroyForcibly().waitFor();
        }
        reopen();
        assertThat(store().count(view)).isGreaterThanOrEqualTo(WriterToKill.ROWS);
        FeedReceiver writer = store().writer(view);
        writer.restored(1);
        assertThat(store().count(view)).isEqualTo(WriterToKill.ROWS);
    }

    @Test
    void expiredRowsLeaveTheFile() {
        UUID view = create(new ViewShape(NUMBERS.columns(), List.of(), Duration.ofMillis(50), null));
        write(view, 1, insert(1L), insert(2L));
        await(() -> countInFile(view) == 0);
    }

    @Test
    void rowsAreVisibleWithinTheInterval() {
        UUID view = create(NUMBERS);
        FeedReceiver writer = store().writer(view);
        // The best of several: a busy machine may delay any one of them.
        long best = LongStream.range(0, 20)
                .map(n -> {
                    long start = System.nanoTime();
                    writer.accept(batch(1, insert(n)));
                    await(() -> store().count(view) == n + 1);
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
        assertThat(Duration.ofNanos(best)).isLessThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void droppingLeavesNoFiles() throws IOException {
        UUID view = create(NUMBERS);
        write(view, 1, insert(1L));
        store().drop(view);
        try (var files = Files.list(views())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aCreationThatWasCutShortIsNoView() throws IOException {
        UUID view = UUID.randomUUID();
        Files.write(views().resolve(view + ".db"), new byte[0]);
        Files.writeString(views().resolve(view + ".db-wal"), "left behind by another file");
        store().create(view, NUMBERS);
        assertThat(store().count(view)).isZero();
    }

    @Test
    void manyViewsShareTheirThreads() {
        for (int i = 0; i < 40; i++) {
            UUID view = create(NUMBERS);
            store().writer(view).accept(batch(1, insert(1L)));
            await(() -> store().count(view) == 1);
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .filter(thread -> thread.getName().equals("view-commit")))
                .hasSize(1);
    }

    private long countInFile(UUID view) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + views().resolve(view + ".db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM rows")) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Flushes some rows of epoch 1, then writes others without end until it is killed. */
    static final class WriterToKill {
        static final int ROWS = 1_000;

        private WriterToKill() {}

        public static void main(String[] arguments) {
            SqliteViewStore store = new SqliteViewStore(Path.of(arguments[0]), Duration.ofMillis(1));
            UUID view = UUID.fromString(arguments[1]);
            store.create(view, NUMBERS);
            FeedReceiver writer = store.writer(view);
            for (long n = 0; n < ROWS; n++) {
                writer.accept(batch(1, insert(n)));
            }
            writer.flush();
            System.out.println("flushed");
            for (long n = 0; n < Long.MAX_VALUE; n++) {
                writer.accept(batch(2, insert(n)));
            }
        }
    }
}
