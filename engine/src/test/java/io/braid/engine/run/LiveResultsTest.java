package io.braid.engine.run;

import static io.braid.engine.fixture.EngineFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.security.Vault;
import io.braid.engine.service.Limits;
import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedExchange;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveResultsTest {
    private static final String JOINED = "SELECT a.id FROM clicks a JOIN clicks b WITHIN 1 MINUTE ON a.id = b.id";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeStoreType store = new FakeStoreType();
    private final FakeRuntime runtime = new FakeRuntime();
    private EngineFixture fixture;
    private EngineClient client;
    private Vault vault;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        vault = Vault.open(directory.resolve("keys/secrets.key"));
        store.create("clicks");
        Limits few = new Limits(
                1_000, 10, 4, 2, 3, 1_000, 1_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        fixture = EngineFixture.open(directory, runtime, new StoreTypes(List.of(store)), "here:9092", few);
        client = fixture.client();
        client.rows("CREATE STREAM clicks (id VARCHAR) WITH ('topic' = 'clicks', 'value.format' = 'json')");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private JobSubmission newest() {
        List<JobSubmission> all = runtime.submissions();
        return all.get(all.size() - 1);
    }

    @Test
    void whatOneRelationAnswersAloneNeedsNoJob() {
        try (LiveFeed feed = client.live("SELECT id FROM clicks WHERE id LIKE 'u%'")) {
            assertThat(feed.columns().names()).containsExactly("id");
        }
        assertThat(runtime.submissions()).isEmpty();
    }

    @Test
    void allElseIsAJobThatPushes() {
        try (LiveFeed feed = client.live(JOINED)) {
            JobSubmission job = newest();
            assertThat(job.checkpointed()).isFalse();
            assertThat(job.findCompiled()).isEmpty();
            FeedExchange.require(LiveResults.ticket(job.query()))
                    .accept(new RowBatch(List.of(FeedRow.insert("u1")), 0));

            assertThat(feed.poll(PATIENCE))
                    .hasValueSatisfying(
                            batch -> assertThat(batch.rows().get(0).values()).containsExactly("u1"));
        }
    }

    @Test
    void closingCancelsTheJobAndItsTicket() {
        LiveFeed feed = client.live(JOINED);
        JobSubmission job = newest();

        feed.close();

        await("cancelled", () -> runtime.calls().contains("cancel " + job.jobId()));
        await("the ticket is closed", () -> !isOpen(LiveResults.ticket(job.query())));
    }

    private static boolean isOpen(String ticket) {
        try {
            return FeedExchange.require(ticket) != null;
        } catch (FeedClosedException e) {
            return false;
        }
    }

    @Test
    void aFailureReachesTheReader() {
        try (LiveFeed feed = client.live(JOINED)) {
            runtime.set(newest().jobId(), new JobState.Failed("division by zero"));

            assertThat(failureOf(feed)).hasMessage("division by zero");
        }
    }

    @Test
    void aStoppedPoolEndsTheJobAndTellsTheReader() {
        try (LiveFeed feed = client.live(JOINED)) {
            String job = newest().jobId();
            client.rows("STOP COMPUTE_POOL default_pool");

            assertThat(failureOf(feed)).hasMessage("compute pool \"default_pool\" was stopped");
            await("cancelled", () -> runtime.calls().contains("cancel " + job));
        }
        assertThatThrownBy(() -> client.live(JOINED)).hasMessageContaining("compute pool \"default_pool\" is stopped");
    }

    private static StatementException failureOf(LiveFeed feed) {
        AtomicReference<StatementException> problem = new AtomicReference<>();
        await("the failure is seen", () -> {
            try {
                return feed.poll(Duration.ofMillis(100)).isPresent();
            } catch (StatementException e) {
                problem.set(e);
                return true;
            }
        });
        return Objects.requireNonNull(problem.get());
    }

    @Test
    void theEndOfABoundedSourceIsTheEnd() {
        try (LiveFeed feed = client.live(JOINED)) {
            runtime.set(newest().jobId(), new JobState.Ended());

            await("it has ended", feed::ended);
        }
    }

    @Test
    void aResultHasOneReader() {
        UUID id = client.run(JOINED).id();

        assertThat(fixture.engine().openLive(id)).hasValueSatisfying(LiveFeed::close);
        assertThat(fixture.engine().openLive(id)).isEmpty();
    }

    @Test
    void thereIsALimitToThem() {
        LiveFeed first = client.live(JOINED);
        LiveFeed second = client.live(JOINED);

        assertThat(client.failure(JOINED))
                .isEqualTo("53000 2 live results are being read already (close one of them first)");
        first.close();
        await("there is room again", () -> runtime.calls().size() == 1);
        client.live(JOINED).close();
        second.close();
    }

    @Test
    void aRefusedJobLeavesNoTicketBehind() {
        List<JobSubmission> refused = new ArrayList<>();
        runtime.beforeSubmit(job -> {
            refused.add(job);
            throw StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "no slots are left");
        });

        assertThat(client.failure(JOINED)).isEqualTo("3E004 no slots are left");
        assertThat(isOpen(LiveResults.ticket(refused.get(0).query()))).isFalse();
    }

    @Test
    void whatNobodyOpensInTimeIsClosed() {
        LiveResults live = new LiveResults(
                runtime,
                new JobBinder(
                        fixture.catalog(),
                        new StoreConnections(new StoreTypes(List.of(store)), vault),
                        new SchemaRegistries(fixture.catalog(), new RegistryTypes(List.of()), vault),
                        new FunctionBinder(
                                fixture.catalog(), new FunctionFiles(fixture.catalog(), Path.of("none")), vault)),
                Runnable::run,
                5,
                Duration.ofMillis(1));
        UUID query = UUID.randomUUID();
        String ticket = LiveResults.ticket(query);
        RowType columns = RowType.of(Column.of("id", DataType.VARCHAR));
        JobPlan plan = new JobPlan(
                "live",
                List.of(),
                List.of(),
                List.of(new InsertSpec(
                        "SELECT 1",
                        new TableSpec(
                                "result", "", new TableSpec.ToFeed(ticket, TableSpec.FeedUse.LIVE, Changes.NONE)))),
                Map.of(),
                List.of());
        LiveFeed feed = live.start(fixture.first().organization(), "default_pool", query, plan, columns, -1);
        live.offer(query, feed);

        await("it was closed", () -> {
            live.check(Map.of());
            return live.jobCount() == 0;
        });
        assertThat(live.take(query)).isEmpty();
        assertThatThrownBy(() -> FeedExchange.require(ticket)).isInstanceOf(FeedClosedException.class);
        assertThat(runtime.calls()).contains("cancel " + JobIds.of(query, 1, 1));
    }

    @Test
    void aNumberOfQueriesIsTheLimit() {
        for (int i = 0; i < 3; i++) {
            client.query("CREATE STREAM copy" + i + " AS SELECT id FROM clicks");
        }
        assertThat(client.failure("CREATE STREAM copy3 AS SELECT id FROM clicks"))
                .isEqualTo("53000 3 queries are running already (terminate one, or raise the setting query.limit)");
        assertThat(store.topics()).doesNotContain("copy3");
    }
}
