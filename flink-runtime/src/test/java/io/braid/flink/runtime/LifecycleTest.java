package io.braid.flink.runtime;

import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    @TempDir
    private Path directory;

    @Test
    void whoeverComesTooEarlyIsToldSo() {
        RuntimeSettings settings = new RuntimeSettings(
                directory,
                directory,
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                FeedSettings.local(directory),
                null);
        try (FlinkRuntime runtime = new FlinkRuntime(settings)) {
            assertThatThrownBy(runtime::jobs)
                    .isInstanceOfSatisfying(StatementException.class, error -> assertThat(error.code())
                            .isEqualTo(ErrorCode.COMPUTE_POOL_NOT_READY))
                    .hasMessage("the compute pool is still starting (try again in a moment)");
        }
    }

    @Test
    void callsThatComeEarlyWait() {
        assertThat(RUNTIME.jobs()).isNotNull();
    }

    @Test
    void theNewestCompleteStateOfAnyAttemptIsFound() throws Exception {
        StateFiles files = new StateFiles(directory);
        UUID query = UUID.randomUUID();
        Instant now = Instant.parse("2024-05-05T10:00:00Z");
        complete(files.of(query).resolve("aaa/chk-9"), now.minusSeconds(60));
        complete(files.of(query).resolve("bbb/chk-3"), now);
        complete(files.of(query).resolve("savepoint-1"), now.minusSeconds(10));
        Files.createDirectories(files.of(query).resolve("bbb/chk-4"));

        assertThat(files.newest(query)).contains(StateFiles.uri(files.of(query).resolve("bbb/chk-3")));
        assertThat(files.newest(UUID.randomUUID())).isEmpty();
    }

    @Test
    void attemptsThatNobodyStartsFromAreDeleted() throws Exception {
        StateFiles files = new StateFiles(directory);
        UUID query = UUID.randomUUID();
        Path old = files.of(query).resolve("aaa/chk-9");
        Path source = files.of(query).resolve("bbb/chk-3");
        Path own = files.of(query).resolve("ccc/chk-4");
        for (Path path : new Path[] {old, source, own}) {
            complete(path, Instant.EPOCH);
        }

        files.keepOnly(query, "ccc", Optional.of(StateFiles.uri(source)));

        assertThat(old).doesNotExist();
        assertThat(source).exists();
        assertThat(own).exists();
        files.delete(query);
        files.delete(query);
        assertThat(files.of(query)).doesNotExist();
    }

    @Test
    void whatARunningJobTakesAwayMeanwhileIsNoError() throws Exception {
        StateFiles files = new StateFiles(directory);
        UUID query = UUID.randomUUID();
        Path attempt = files.of(query).resolve("aaa");
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                write(attempt.resolve("chk-" + i));
                StateFiles.delete(attempt.resolve("chk-" + (i - 1)));
            }
        });
        while (!running.isDone()) {
            assertThat(files.newest(query))
                    .satisfiesAnyOf(newest -> assertThat(newest).isEmpty(), newest -> assertThat(newest.orElseThrow())
                            .contains("/chk-"));
        }
        running.join();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> files.delete(query));
        files.delete(query);
        other.join();

        assertThat(files.of(query)).doesNotExist();
    }

    private static void write(Path checkpoint) {
        try {
            complete(checkpoint, Instant.now());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void complete(Path checkpoint, Instant written) throws Exception {
        Files.createDirectories(checkpoint);
        Path metadata = Files.writeString(checkpoint.resolve("_metadata"), "x");
        Files.setLastModifiedTime(metadata, FileTime.from(written));
    }
}
