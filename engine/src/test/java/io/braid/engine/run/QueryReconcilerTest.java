package io.braid.engine.run;

import static io.braid.engine.fixture.EngineFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedExchange;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalog wants is made true, whatever happens in between. */
class QueryReconcilerTest {
    private static final String COPY = "CREATE STREAM copies AS SELECT id FROM clicks";

    @TempDir
    Path directory;

    private final FakeStoreType store = new FakeStoreType();
    private FakeRuntime runtime = new FakeRuntime();
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeEach
    void open() {
        store.create("clicks");
        reopen(runtime);
        client.rows("CREATE STREAM clicks (id VARCHAR) WITH ('topic' = 'clicks', 'value.format' = 'json')");
    }

    private void reopen(FakeRuntime with) {
        runtime = with;
        fixture = EngineFixture.open(directory, runtime, store);
        client = fixture.client();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Query query(UUID id) {
        return fixture.catalog()
                .read(view -> view.findQuery(fixture.first().organization(), id))
                .orElseThrow();
    }

    private void awaitState(UUID id, Query.Actual state) {
        await(state + ", but it is " + query(id), () -> query(id).actual() == state);
    }

    private UUID running(String sql) {
        UUID id = client.query(sql);
        awaitState(id, Query.Actual.RUNNING);
        return id;
    }

    @Test
    void aNewQueryIsSubmittedOnceWithTheJobIdOfItsFirstAttempt() {
        UUID id = running(COPY);

        JobSubmission job = runtime.submissionsOf(id).get(0);
        assertThat(runtime.submissionsOf(id)).hasSize(1);
        assertThat(job.jobId()).isEqualTo(JobIds.of(id, 1, 1));
        assertThat(job.findCompiled()).contains("compiled " + id);
        assertThat(job.findRestorePath()).isEmpty();
        assertThat(job.checkpointed()).isTrue();
    }

    @Test
    void afterARestartOfEverythingItGoesOnFromItsNewestCheckpoint() {
        UUID id = running(COPY);
        fixture.close();
        FakeRuntime empty = new FakeRuntime();
        empty.checkpoint(id, "chk-7");
        reopen(empty);

        await("submitted again", () -> empty.submissionsOf(id).size() == 1);
        JobSubmission job = empty.submissionsOf(id).get(0);
        assertThat(job.jobId()).isEqualTo(JobIds.of(id, 1, 2));
        assertThat(job.findRestorePath()).contains("chk-7");
        assertThat(job.findCompiled()).contains("compiled " + id);
        awaitState(id, Query.Actual.RUNNING);
    }

    @Test
    void aLostClusterIsMadeGoodWithoutARestart() {
        UUID id = running(COPY);
        runtime.checkpoint(id, "chk-3");
        runtime.loseEverything();

        await("submitted again", () -> runtime.submissionsOf(id).size() == 2);
        assertThat(runtime.submissionsOf(id).get(1).findRestorePath()).contains("chk-3");
    }

    @Test
    void aFailureIsShownWithItsReasonAndRestartTriesAgain() {
        UUID id = running(COPY);
        runtime.set(JobIds.of(id, 1, 1), new JobState.Failed("division by zero"));
        awaitState(id, Query.Actual.ERRORED);

        assertThat(query(id).message()).isEqualTo("division by zero");
        assertThat(client.rows("DESCRIBE QUERY " + id)).contains(List.of("error", "division by zero"));
        assertThat(runtime.submissionsOf(id)).hasSize(1);

        client.rows("RESTART QUERY " + id);
        awaitState(id, Query.Actual.RUNNING);
        assertThat(runtime.submissionsOf(id))
                .extracting(JobSubmission::jobId)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(query(id).message()).isEmpty();
    }

    @Test
    void aClusterThatIsNotReadyIsWaitedFor() {
        AtomicInteger refusals = new AtomicInteger();
        runtime.beforeSubmit(job -> {
            if (refusals.incrementAndGet() == 1) {
                throw StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "the compute pool is still starting");
            }
        });
        UUID id = client.query(COPY);
        awaitState(id, Query.Actual.RUNNING);

        assertThat(refusals).hasValue(2);
    }

    @Test
    void whatTheClusterRefusesIsErroredWithItsWords() {
        runtime.beforeSubmit(job -> {
            throw StatementException.of(ErrorCode.INVALID_QUERY, "the state does not fit");
        });
        UUID id = client.query(COPY);
        awaitState(id, Query.Actual.ERRORED);

        assertThat(query(id).message()).isEqualTo("the state does not fit");
        assertThat(query(id).attempt()).isEqualTo(1);
    }

    @Test
    void aBugOfTheClusterIsNotShownInItsOwnWords() {
        runtime.beforeSubmit(job -> {
            throw new IllegalStateException("secret details");
        });
        UUID id = client.query(COPY);
        awaitState(id, Query.Actual.ERRORED);

        assertThat(query(id).message()).isEqualTo("the query could not be started: internal error");
    }

    @Test
    void terminateStopsAndForgets() {
        UUID id = running(COPY);
        String job = JobIds.of(id, 1, 1);

        client.rows("TERMINATE QUERY " + id);
        awaitState(id, Query.Actual.TERMINATED);

        assertThat(runtime.calls()).containsExactly("stop " + job, "cancel " + job, "keep savepoint-" + id);
        assertThat(runtime.submissionsOf(id)).hasSize(1);
    }

    @Test
    void terminateClosesTheFeedOfAView() {
        UUID id = running("CREATE MATERIALIZED VIEW newest AS SELECT id FROM clicks");
        String ticket = QueryReconciler.ticket(query(id).sinks().get(0));
        assertThat(FeedExchange.require(ticket)).isNotNull();

        client.rows("TERMINATE QUERY " + id);
        awaitState(id, Query.Actual.TERMINATED);

        assertThatThrownBy(() -> FeedExchange.require(ticket)).isInstanceOf(FeedClosedException.class);
    }

    @Test
    void aFailedQueryCanBeTerminated() {
        UUID id = running(COPY);
        runtime.set(JobIds.of(id, 1, 1), new JobState.Failed("division by zero"));
        awaitState(id, Query.Actual.ERRORED);

        client.rows("TERMINATE QUERY " + id);
        awaitState(id, Query.Actual.TERMINATED);

        assertThat(runtime.calls()).doesNotContain("stop " + JobIds.of(id, 1, 1));
    }

    @Test
    void aJobThatEndsByItselfTerminatesItsQuery() {
        UUID id = running(COPY);

        runtime.set(JobIds.of(id, 1, 1), new JobState.Ended());

        awaitState(id, Query.Actual.TERMINATED);
        assertThat(query(id).intended()).isEqualTo(Query.Intended.TERMINATED);
    }

    @Test
    void aJobThatStartsOverIsShownAsStarting() {
        UUID id = running(COPY);

        runtime.set(JobIds.of(id, 1, 1), new JobState.Starting());
        awaitState(id, Query.Actual.STARTING);

        runtime.set(JobIds.of(id, 1, 1), new JobState.Running());
        awaitState(id, Query.Actual.RUNNING);
        assertThat(runtime.submissionsOf(id)).hasSize(1);
    }

    /** The list of jobs is made before the submission and looked at after it. */
    @Test
    void aStaleListOfJobsStartsNothingTwice() {
        CountDownLatch stale = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        runtime.beforeSubmit(job -> {
            attempts.incrementAndGet();
            waitFor(stale);
        });
        runtime.afterListing(() -> {
            boolean reconciler = Thread.currentThread().getName().equals("query-reconciler");
            if (reconciler && attempts.get() == 1 && stale.getCount() == 1) {
                stale.countDown();
                await("submitted", () -> !runtime.submissions().isEmpty());
            }
        });
        UUID id = client.query(COPY);
        awaitState(id, Query.Actual.RUNNING);

        assertThat(runtime.submissionsOf(id)).hasSize(1);
        assertThat(query(id).attempt()).isEqualTo(1);
    }

    /** The same with a submission that was refused in the meantime: it is tried again when somebody says so. */
    @Test
    void aStaleListOfJobsRetriesNothing() {
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch stale = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        runtime.beforeSubmit(job -> {
            attempts.incrementAndGet();
            waitFor(stale);
            throw StatementException.of(ErrorCode.INVALID_QUERY, "the state does not fit");
        });
        runtime.afterListing(() -> {
            boolean reconciler = Thread.currentThread().getName().equals("query-reconciler");
            if (reconciler && attempts.get() == 1 && stale.getCount() == 1) {
                stale.countDown();
                waitFor(refused);
            }
        });
        UUID id = client.query(COPY);
        awaitState(id, Query.Actual.ERRORED);
        refused.countDown();
        client.rows("CREATE STREAM more AS SELECT id FROM clicks");
        await("the next query was looked at", () -> attempts.get() > 1);

        assertThat(query(id).attempt()).isEqualTo(1);
    }

    @Test
    void aStoppedPoolStopsItsQueriesWithASavepointAndAStartedOneGoesOnFromIt() {
        client.rows("CREATE COMPUTE_POOL nightly");
        client.rows("USE COMPUTE_POOL nightly");
        UUID id = running(COPY);
        client.rows("USE COMPUTE_POOL default_pool");
        UUID other = running("CREATE STREAM more AS SELECT id FROM clicks");
        String job = JobIds.of(id, 1, 1);

        client.rows("STOP COMPUTE_POOL nightly");
        awaitState(id, Query.Actual.STOPPED);

        assertThat(runtime.calls()).containsExactly("stop " + job, "cancel " + job, "keep savepoint-" + id);
        assertThat(query(id).intended()).isEqualTo(Query.Intended.RUNNING);
        assertThat(query(other).actual()).isEqualTo(Query.Actual.RUNNING);

        client.rows("START COMPUTE_POOL nightly");
        awaitState(id, Query.Actual.RUNNING);

        assertThat(runtime.submissionsOf(id)).hasSize(2);
        JobSubmission again = runtime.submissionsOf(id).get(1);
        assertThat(again.findRestorePath()).contains("savepoint-" + id);
        assertThat(again.jobId()).isNotEqualTo(job);
        assertThat(again.findCompiled()).contains("compiled " + id);
    }

    @Test
    void aPoolStaysStoppedOverARestartOfEverything() {
        UUID id = running(COPY);
        client.rows("STOP COMPUTE_POOL default_pool");
        awaitState(id, Query.Actual.STOPPED);
        fixture.close();
        reopen(new FakeRuntime());
        client.rows("CREATE COMPUTE_POOL nightly");
        client.rows("USE COMPUTE_POOL nightly");
        running("CREATE STREAM more AS SELECT id FROM clicks");

        assertThat(query(id).actual()).isEqualTo(Query.Actual.STOPPED);
        assertThat(runtime.submissionsOf(id)).isEmpty();
        client.rows("START COMPUTE_POOL default_pool");
        awaitState(id, Query.Actual.RUNNING);
        assertThat(runtime.submissionsOf(id).get(0).findRestorePath()).contains("savepoint-" + id);
    }

    @Test
    void aQueryThatDoesNotStopInOrderGoesOnFromItsNewestCheckpoint() {
        UUID id = running(COPY);
        runtime.checkpoint(id, "chk-3");
        runtime.set(JobIds.of(id, 1, 1), new JobState.Starting());
        awaitState(id, Query.Actual.STARTING);

        client.rows("STOP COMPUTE_POOL default_pool");
        awaitState(id, Query.Actual.STOPPED);
        client.rows("START COMPUTE_POOL default_pool");
        awaitState(id, Query.Actual.RUNNING);

        assertThat(runtime.submissionsOf(id).get(1).findRestorePath()).contains("chk-3");
    }

    @Test
    void aQueryOfAStoppedPoolCanBeTerminated() {
        UUID id = running(COPY);
        client.rows("STOP COMPUTE_POOL default_pool");
        awaitState(id, Query.Actual.STOPPED);

        client.rows("TERMINATE QUERY " + id);
        awaitState(id, Query.Actual.TERMINATED);
    }

    @Test
    void aFullPoolTakesNoMore() {
        client.rows("CREATE COMPUTE_POOL tiny WITH ('compute_pool.size' = 'small')");
        client.rows("USE COMPUTE_POOL tiny");
        client.rows(COPY);
        for (int i = 1; i < 4; i++) {
            client.rows("INSERT INTO copies SELECT id FROM clicks");
        }
        assertThatThrownBy(() -> client.rows("INSERT INTO copies SELECT id FROM clicks"))
                .hasMessageContaining("compute pool \"tiny\" is full: a small one has 4 slots");

        client.rows("UPDATE COMPUTE_POOL tiny WITH ('compute_pool.size' = 'medium')");
        client.rows("INSERT INTO copies SELECT id FROM clicks");
        assertThatThrownBy(() -> client.rows("UPDATE COMPUTE_POOL tiny WITH ('compute_pool.size' = 'small')"))
                .hasMessageContaining("compute pool \"tiny\" has 5 queries, a small one has 4 slots");
    }

    @Test
    void aPoolThatNothingRunsOnStopsInItsTime() {
        client.rows("CREATE COMPUTE_POOL idle WITH ('compute_pool.timeout_min' = 5)");
        client.rows("CREATE COMPUTE_POOL busy WITH ('compute_pool.timeout_min' = 5)");
        client.rows("CREATE COMPUTE_POOL watched WITH ('compute_pool.timeout_min' = 5)");
        client.rows("CREATE COMPUTE_POOL patient");
        client.rows("USE COMPUTE_POOL busy");
        running(COPY);
        Instant start = Instant.now();
        Instant watched = start.plus(Duration.ofMinutes(3));
        IdlePools pools = new IdlePools(
                fixture.catalog(), pool -> pool.name().equals("watched") ? watched : Instant.EPOCH, start);

        pools.stop(stored(), start.plus(Duration.ofMinutes(4)));
        assertThat(stored()).noneMatch(ComputePool::isStopped);

        pools.stop(stored(), start.plus(Duration.ofMinutes(6)));
        assertThat(stored())
                .filteredOn(ComputePool::isStopped)
                .extracting(ComputePool::name)
                .containsExactly("idle");
    }

    private List<ComputePool> stored() {
        return fixture.catalog().read(view -> view.computePools().stored());
    }

    @Test
    void aCrashBeforeTheClusterHeardOfItHealsItself() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        runtime.beforeSubmit(job -> {
            reached.countDown();
            waitFor(never);
        });
        UUID id = client.query(COPY);
        waitFor(reached);
        fixture.close();
        reopen(new FakeRuntime());

        awaitState(id, Query.Actual.RUNNING);
        assertThat(runtime.submissionsOf(id)).extracting(JobSubmission::jobId).containsExactly(JobIds.of(id, 1, 2));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
