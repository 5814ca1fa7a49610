package io.braid.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.User;
import io.braid.engine.Binding;
import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementRequest;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.StoreTypes;
import io.braid.spi.StatementException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request may say beside its statement, what becomes of one that is no longer wanted, and what is remembered. */
class StatementRequestsTest {
    private static final String STATEMENTS = "SELECT statement FROM deltastream.sys.\"statements\"";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final FakeRuntime runtime = new FakeRuntime();
    private final FakeStoreType stores = new FakeStoreType();
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeEach
    void open() {
        fixture = EngineFixture.open(directory, runtime, stores);
        client = fixture.client();
        if (fixture.catalog()
                .read(view -> view.relations(fixture.first().organization()))
                .isEmpty()) {
            stores.create("clicks");
            client.rows("CREATE STREAM clicks (id VARCHAR) WITH ('topic' = 'clicks', 'value.format' = 'json')");
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void reopen() {
        SessionContext context = client.context();
        fixture.close();
        open();
        client.in(context);
    }

    private StatementRequest request(String sql, @Nullable String id, Binding... bindings) {
        StatementRequest plain = client.request(sql);
        return new StatementRequest(
                sql,
                plain.organization(),
                plain.role(),
                plain.database(),
                plain.schema(),
                plain.store(),
                plain.computePool(),
                null,
                plain.zone(),
                plain.attachments(),
                id,
                List.of(bindings));
    }

    private StatementOutcome end(UUID id) {
        return fixture.engine()
                .await(id, client.caller(), PATIENCE)
                .orElseThrow()
                .findOutcome()
                .orElseThrow();
    }

    private UUID submit(StatementRequest request) {
        return fixture.engine().submit(request, client.caller());
    }

    private List<List<@Nullable String>> rows(StatementRequest request) {
        UUID id = submit(request);
        assertThat(end(id)).isInstanceOf(StatementOutcome.Rows.class);
        return fixture.engine().partition(id, 0).stream().map(Arrays::asList).toList();
    }

    private String failure(StatementRequest request) {
        StatementOutcome outcome = end(submit(request));
        assertThat(outcome).isInstanceOf(StatementOutcome.Failed.class);
        StatementOutcome.Failed failed = (StatementOutcome.Failed) outcome;
        return failed.sqlState() + " " + failed.message();
    }

    @Test
    void aRequestThatComesAgainIsRunOnce() {
        UUID first = submit(request("CREATE DATABASE d", "one"));
        assertThat(submit(request("CREATE DATABASE d", "one"))).isEqualTo(first);
        assertThat(end(first)).isInstanceOf(StatementOutcome.Rows.class);
        assertThat(failure(request("CREATE DATABASE d", "two"))).startsWith("42P04");

        reopen();
        assertThat(submit(request("CREATE DATABASE d", "one"))).isEqualTo(first);
        assertThat(end(first)).isInstanceOf(StatementOutcome.Rows.class);
        assertThatThrownBy(() -> submit(request("DROP DATABASE d", "one")))
                .isInstanceOf(StatementException.class)
                .hasMessage("requestID \"one\" was another request's (a new request needs a new id)");
        Caller other = new Caller(UUID.randomUUID(), "eve@example.com", null, null);
        UUID others = fixture.engine().submit(request("CREATE DATABASE d", "one"), other);
        assertThat(others).as("names of requests are a user's own").isNotEqualTo(first);
        assertThat(fixture.engine().await(others, other, PATIENCE)).isPresent();
    }

    @Test
    void placeholdersTakeValues() {
        assertThat(rows(request(
                        "SELECT ?, ?, ? + 1, ?, ?, ?, ?",
                        null,
                        new Binding("VARCHAR", "it's -- not /* a comment"),
                        new Binding("INTEGER", "-5"),
                        new Binding("BIGINT", "9000000000"),
                        new Binding("DECIMAL(5, 2)", "1.5"),
                        new Binding("BOOLEAN", "true"),
                        new Binding("DATE", "2024-02-29"),
                        new Binding("VARCHAR", null))))
                .containsExactly(Arrays.asList(
                        "it's -- not /* a comment", "-5", "9000000001", "1.50", "true", "2024-02-29", null));
        assertThat(rows(request("SELECT 2 -?", null, new Binding("INTEGER", "-5"))))
                .containsExactly(List.of("7"));
        assertThat(rows(request(
                        "SELECT name FROM deltastream.sys.\"relations\" WHERE name = ? LIMIT ?",
                        null,
                        new Binding("VARCHAR", "clicks"),
                        new Binding("BIGINT", "1"))))
                .containsExactly(List.of("clicks"));
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        assertThat(failure(request("SELECT ?, ?", null, new Binding("INTEGER", "1"))))
                .isEqualTo("3D021 the statement has 2 placeholders, 1 bindings were sent");
        assertThat(failure(request("SELECT ?", null, new Binding("INTEGER", "1; DROP"))))
                .isEqualTo("3D008 binding 1: \"1; DROP\" is no value of type INTEGER");
        assertThat(failure(request("SELECT ?", null, new Binding("TINYINT", "128"))))
                .isEqualTo("3D008 binding 1: \"128\" is no value of type TINYINT");
        assertThat(failure(request("SELECT ?", null, new Binding("TIMESTAMP(3)", "2024-01-01' OR '1"))))
                .startsWith("3D008");
        assertThat(failure(request("SELECT ?", null, new Binding("NOTHING(", "1"))))
                .isEqualTo("3D008 binding 1: there is no type \"NOTHING(\"");
        assertThat(failure(request("SELECT ?", null, new Binding("ARRAY<INTEGER>", "[1]"))))
                .isEqualTo("0A000 binding 1: values of type ARRAY<INTEGER> cannot be bound");
    }

    @Test
    void theAuditShowsPlaceholdersAndNotTheirValues() {
        rows(request("SELECT ? AS x", null, new Binding("VARCHAR", "confidential")));
        assertThat(client.rows("SELECT statement, sql_state FROM deltastream.sys.\"statements\""
                        + " WHERE kind = 'SELECT ROWS' AND statement LIKE '%AS x'"))
                .containsExactly(List.of("SELECT ? AS x", "00000"));
        assertThat(client.rows("SELECT statement FROM deltastream.sys.\"statements\"")
                        .toString())
                .doesNotContain("confidential");
    }

    @Test
    void whatIsNoLongerWantedStopsBeforeItsNextStep() {
        CountDownLatch planning = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        runtime.beforeAnalysis(() -> {
            planning.countDown();
            awaited(cancelled);
        });
        UUID id = submit(request("CREATE STREAM copy AS SELECT id FROM clicks; CREATE DATABASE never", null));
        assertThat(awaited(planning)).isTrue();
        assertThat(fixture.engine().history(null, null, 10, client.caller()))
                .extracting(PastStatement::sqlState)
                .contains("03000");
        assertThat(fixture.engine().cancel(id, new Caller(UUID.randomUUID(), "eve@example.com", null, null)))
                .isFalse();
        assertThat(fixture.engine().cancel(id, client.caller())).isTrue();
        cancelled.countDown();

        assertThat(end(id)).isInstanceOfSatisfying(StatementOutcome.Failed.class, failed -> assertThat(
                        failed.sqlState() + " " + failed.message())
                .isEqualTo("57000 the statement was cancelled"));
        assertThat(client.rows("SELECT name FROM deltastream.sys.\"databases\" WHERE name = 'never'"))
                .isEmpty();
        assertThat(client.rows("SELECT name FROM deltastream.sys.\"relations\" WHERE name = 'copy'"))
                .isEmpty();
        assertThat(
                        client.rows(
                                "SELECT sql_state, object FROM deltastream.sys.\"statements\" WHERE statement LIKE '%copy AS%' AND kind LIKE 'CREATE%'"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.get(0)).isEqualTo("57000"));
        assertThat(fixture.engine().cancel(UUID.randomUUID(), client.caller())).isFalse();
    }

    @Test
    void aLiveResultEndsForItsReader() {
        UUID read = submit(request("SELECT id FROM clicks", null));
        end(read);
        LiveFeed feed = fixture.engine().openLive(read).orElseThrow();
        assertThat(feed.poll(Duration.ofMillis(1))).isEmpty();
        assertThat(fixture.engine().cancel(read, client.caller())).isTrue();
        assertThatThrownBy(() -> feed.poll(Duration.ofMillis(1)))
                .isInstanceOf(StatementException.class)
                .hasMessage("the statement was cancelled");
        feed.close();
        assertThat(end(read)).isInstanceOf(StatementOutcome.Failed.class);

        UUID unread = submit(request("SELECT id FROM clicks", null));
        end(unread);
        assertThat(fixture.engine().cancel(unread, client.caller())).isTrue();
        assertThat(fixture.engine().openLive(unread)).isEmpty();
        EngineFixture.await("both jobs are gone", () -> runtime.jobs().isEmpty());
    }

    @Test
    void theHistoryIsReadInPages() {
        for (int i = 0; i < 5; i++) {
            client.rows("CREATE DATABASE d" + i);
        }
        client.failure("SELECT 'oops");
        List<PastStatement> newest = fixture.engine().history(null, null, 3, client.caller());
        assertThat(newest)
                .extracting(PastStatement::text)
                .containsExactly("SELECT '***'", "CREATE DATABASE d4", "CREATE DATABASE d3");
        assertThat(newest).extracting(PastStatement::sqlState).containsExactly("42601", "00000", "00000");
        assertThat(newest.get(1).object()).isEqualTo("database \"d4\"");
        assertThat(newest.get(1).kind()).isEqualTo("CREATE DATABASE");
        assertThat(fixture.engine().history(null, newest.get(2).id(), 2, client.caller()))
                .extracting(PastStatement::text)
                .containsExactly("CREATE DATABASE d2", "CREATE DATABASE d1");
    }

    @Test
    void othersDoNotSeeOnesStatements() {
        client.rows("CREATE DATABASE mine");
        User eve = new User(UUID.randomUUID(), "eve@example.com", "Eve", "", Instant.now());
        fixture.catalog().write(catalog -> {
            catalog.createUser(eve);
            catalog.grantRole(fixture.first().organization(), eve.id(), "public");
            return eve;
        });
        EngineClient other = new EngineClient(fixture.engine(), new Caller(eve.id(), eve.email(), null, null));
        other.rows("LIST DATABASES");
        assertThat(other.rows(STATEMENTS)).containsExactly(List.of("LIST DATABASES"));
        EngineClient limited = new EngineClient(
                fixture.engine(),
                new Caller(client.caller().user(), client.caller().email(), null, "public"));
        assertThat(limited.rows(STATEMENTS))
                .as("a token of a small role does not reach what was done with a great one")
                .isEmpty();
        client.rows("USE ROLE securityadmin");
        assertThat(client.rows(STATEMENTS))
                .as("those who manage grants see everyone's")
                .contains(List.of("CREATE DATABASE mine"), List.of("LIST DATABASES"));
    }

    @Test
    void whatTheServerLeftBehindIsInTheAudit() {
        CountDownLatch planning = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        runtime.beforeAnalysis(() -> {
            planning.countDown();
            awaited(seen);
        });
        UUID id = submit(request("CREATE STREAM lost AS SELECT id FROM clicks", null));
        assertThat(awaited(planning)).isTrue();
        try (EngineFixture copy = killed()) {
            EngineClient after = copy.client();
            assertThat(after.rows(
                            "SELECT statement, sql_state FROM deltastream.sys.\"statements\" WHERE id = '" + id + "'"))
                    .containsExactly(List.of("CREATE STREAM lost AS SELECT id FROM clicks", "57000"));
        }
        seen.countDown();
        end(id);
    }

    @Test
    void aRequestThatIsNotTakenLeavesNothingBehind() {
        fixture.close();
        Limits few = new Limits(
                1_000, 10, 1, 2, 3, 1_000, 1_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        fixture = EngineFixture.open(directory, runtime, new StoreTypes(List.of(stores)), "127.0.0.1:9092", few);
        client = fixture.client();
        CountDownLatch free = new CountDownLatch(1);
        runtime.beforeAnalysis(() -> awaited(free));
        for (int i = 0; i < 5; i++) {
            submit(request("DESCRIBE CREATE STREAM c AS SELECT id FROM clicks", null));
        }
        assertThatThrownBy(() -> submit(request("SELECT 1", "again")))
                .isInstanceOf(StatementException.class)
                .hasMessageStartingWith("5 statements are running or waiting already");
        assertThat(fixture.engine().history(null, null, 100, client.caller()))
                .filteredOn(statement -> statement.endedOn() == null)
                .hasSize(5);
        free.countDown();
        EngineFixture.await(
                "there is room again", () -> fixture.engine().history(null, null, 100, client.caller()).stream()
                        .allMatch(statement -> statement.endedOn() != null));
        assertThat(rows(request("SELECT 1", "again"))).containsExactly(List.of("1"));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An engine on what a killed one has left. */
    private EngineFixture killed() {
        Path left = directory.resolveSibling(directory.getFileName() + "-left");
        Copies.copy(directory, left);
        return EngineFixture.open(left, new FakeRuntime(), stores);
    }
}
