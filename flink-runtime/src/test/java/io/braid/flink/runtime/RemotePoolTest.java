package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.braid.catalog.Query;
import io.braid.catalog.RemoteFlink;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.JobIds;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.QueryReconciler;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.feed.FeedAddress;
import io.braid.feed.FeedExchange;
import io.braid.feed.FeedKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A pool on a cluster of other JVMs that has nothing of ours, beside the server's own cluster in this one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemotePoolTest {
    private static final int SLOTS = 4;

    private Path directory;
    private FlinkProcesses cluster;
    private FlinkRuntime runtime;
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeAll
    void open(@TempDir Path temporary) {
        directory = temporary;
        cluster = FlinkProcesses.start(directory.resolve("cluster"), List.of(), SLOTS);
        startServer();
        client.rows("CREATE COMPUTE_POOL away WITH ('type' = 'remote', 'flink.rest.uri' = '" + restUri() + "')");
        inPool();
    }

    @AfterAll
    void close() {
        stopServer();
        cluster.close();
    }

    private String restUri() {
        return cluster.address(RemoteFlink.Code.UPLOAD).restUri();
    }

    private RuntimeSettings settings() {
        return RuntimeSettings.in(directory.resolve("server"))
                .withSlots(2)
                .withCheckpointInterval(Duration.ofMillis(200));
    }

    private void startServer() {
        runtime = new FlinkRuntime(settings());
        var unused = runtime.start();
        fixture = EngineFixture.open(
                directory.resolve("engine"), runtime, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT);
        client = fixture.client();
    }

    /** As at the end of a process: what it waited for is forgotten with it. */
    private void stopServer() {
        List<Query> queries = fixture.catalog().read(view -> view.unfinishedQueries());
        runtime.close();
        fixture.close();
        queries.forEach(query -> FeedExchange.close(ticket(query)));
    }

    private static String ticket(Query query) {
        return QueryReconciler.ticket(query.sinks().get(0));
    }

    private void inPool() {
        client = fixture.client();
        client.rows("USE COMPUTE_POOL away");
    }

    /** A stream of numbers and a view that counts them by their word. */
    private void counting(String name) {
        client.rows("CREATE STREAM " + name + " (w VARCHAR) WITH ('topic' = '" + name
                + "', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json')");
        client.rows("CREATE MATERIALIZED VIEW " + name + "_counts AS SELECT w, COUNT(*) AS n FROM " + name
                + " WITH ('starting.position' = 'earliest') GROUP BY w");
    }

    private void say(String name, String... words) throws Exception {
        for (String word : words) {
            TestTopics.write(name, "{\"w\": \"" + word + "\"}");
        }
    }

    private void awaitCounts(String name, String... counts) throws Exception {
        List<String> seen = new ArrayList<>();
        try {
            SharedRuntime.await("counts", Duration.ofSeconds(60), () -> {
                seen.clear();
                client.rows("SELECT w, n FROM " + name + "_counts ORDER BY w")
                        .forEach(row -> seen.add(row.get(0) + "=" + row.get(1)));
                return seen.equals(List.of(counts));
            });
        } catch (AssertionError e) {
            throw new AssertionError(seen + ", queries: " + client.rows("LIST QUERIES"), e);
        }
    }

    private Query query() {
        return fixture.catalog().read(view -> view.unfinishedQueries()).get(0);
    }

    private void awaitCheckpoint() throws Exception {
        long before = runtime.figures(JobIds.of(query())).checkpoints();
        SharedRuntime.await(
                "another checkpoint", () -> runtime.figures(JobIds.of(query())).checkpoints() > before + 1);
    }

    private void terminate() throws Exception {
        client.rows("TERMINATE QUERY " + query().id());
        SharedRuntime.await(
                "no query",
                () -> fixture.catalog().read(view -> view.unfinishedQueries()).isEmpty());
    }

    @Test
    void aQueryOutlivesItsTaskManagerItsJobManagerAndTheServer() throws Exception {
        counting("lives");
        say("lives", "a", "b", "a");
        awaitCounts("lives", "a=2", "b=1");
        String first = JobIds.of(query());
        awaitCheckpoint();

        cluster.killTaskManagers();
        cluster.startTaskManager();
        say("lives", "a");
        awaitCounts("lives", "a=3", "b=1");
        assertThat(JobIds.of(query())).isEqualTo(first);

        awaitCheckpoint();
        stopServer();
        say("lives", "b");
        startServer();
        inPool();
        awaitCounts("lives", "a=3", "b=2");
        // it was found running, not started again
        assertThat(JobIds.of(query())).isEqualTo(first);

        awaitCheckpoint();
        cluster.killJobManager();
        cluster.startJobManager();
        SharedRuntime.await("the lost job is started again", Duration.ofSeconds(60), () -> !JobIds.of(query())
                .equals(first));
        say("lives", "c");
        awaitCounts("lives", "a=3", "b=2", "c=1");
        terminate();
    }

    @Test
    void whatLetsJobsInIsShownNowhere() throws Exception {
        counting("quiet");
        say("quiet", "a");
        awaitCounts("quiet", "a=1");
        FeedKey key = FeedKey.in(settings().feed().directory().resolve("feed.key"));
        String token = FeedAddress.of("", 0, key, ticket(query())).token();

        assertThat(cluster.everythingSaidOf(JobIds.of(query())))
                .contains("feed")
                .doesNotContain(token);
        terminate();
    }

    @Test
    void aPoolStopsWithItsStateAndGoesOn() throws Exception {
        counting("paused");
        say("paused", "a");
        awaitCounts("paused", "a=1");

        client.rows("STOP COMPUTE_POOL away");
        SharedRuntime.await("the query stopped", () -> query().actual() == Query.Actual.STOPPED);
        say("paused", "a");
        client.rows("START COMPUTE_POOL away");
        awaitCounts("paused", "a=2");
        assertThat(client.failure("UPDATE COMPUTE_POOL away WITH ('flink.job.code' = 'installed')"))
                .isEqualTo(
                        "3E004 line 1:32: queries of compute pool \"away\" run on its cluster (STOP COMPUTE_POOL first;"
                                + " they go on from their state)");
        terminate();
    }

    @Test
    void aClusterWithoutSlotsSaysSo() throws Exception {
        client.rows("CREATE STREAM busy (n INTEGER) WITH ('topic' = 'busy', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json')");
        client.rows("UPDATE COMPUTE_POOL away WITH ('compute_pool.size' = 'medium')");
        String select = "SELECT COUNT(*) AS n FROM busy";
        List<LiveFeed> feeds = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            feeds.add(client.live(select));
        }
        SharedRuntime.await("all slots are taken", () -> cluster.freeSlots() == 0);

        assertThat(client.failure(select))
                .startsWith("3E004 Flink at " + restUri() + " has 0 free slots of 4, the job needs 1");
        feeds.forEach(LiveFeed::close);
        cluster.awaitSlots(SLOTS);
    }

    @Test
    void aClusterThatIsNotThereIsNoPool() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(client.failure(create("http://127.0.0.1:" + port)))
                .isEqualTo("3E004 line 1:32: Flink at http://127.0.0.1:" + port
                        + " cannot be reached: nobody listens there (its JobManager has to run and its REST port to be"
                        + " open to this server)");
    }

    @Test
    void aClusterOfAnotherVersionIsNoPool() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] overview = ("{\"taskmanagers\":1,\"taskmanagers-blocked\":0,\"slots-total\":1,\"slots-available\":1,"
                        + "\"slots-free-and-blocked\":0,\"jobs-running\":0,\"jobs-finished\":0,\"jobs-cancelled\":0,"
                        + "\"jobs-failed\":0,\"flink-version\":\"1.20.1\",\"flink-commit\":\"x\"}")
                .getBytes(StandardCharsets.UTF_8);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, overview.length);
            exchange.getResponseBody().write(overview);
            exchange.close();
        });
        other.start();
        try {
            assertThat(client.failure(
                            create("http://127.0.0.1:" + other.getAddress().getPort())))
                    .contains("has version 1.20.1, jobs of this server need 2.")
                    .startsWith("3E004")
                    .endsWith("(the cluster has to be of the same minor version)");
        } finally {
            other.stop(0);
        }
    }

    private static String create(String uri) {
        return String.format(
                Locale.ROOT, "CREATE COMPUTE_POOL gone WITH ('type' = 'remote', 'flink.rest.uri' = '%s')", uri);
    }
}
