package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.Catalog;
import io.braid.catalog.User;
import io.braid.client.BraidClient;
import io.braid.client.StatementResult;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementService;
import io.braid.server.Readiness.State;
import io.braid.server.identity.Tokens;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping, over a backend that needs no time for either. */
class ServerTest {
    @TempDir
    private Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String temporary = System.getProperty("java.io.tmpdir");

    @BeforeEach
    void leftovers() throws IOException {
        Files.createDirectories(folder.resolve("data/tmp/old"));
        Files.writeString(folder.resolve("data/tmp/old/file"), "left by a crash");
    }

    @AfterEach
    void restore() {
        System.setProperty("java.io.tmpdir", temporary);
    }

    @Test
    void servesUntilItIsToldToStop() throws Exception {
        Server server = server();
        CompletableFuture<Integer> exit = run(server, InputStream.nullInputStream());
        String url = ready();

        Path data = folder.resolve("data");
        assertThat(data.resolve("token")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys/tokens.jwk"))))
                .isEqualTo("rw-------");
        assertThat(data.resolve("tmp")).isEmptyDirectory();
        assertThat(System.getProperty("java.io.tmpdir"))
                .isEqualTo(data.resolve("tmp").toString());
        assertThat(data.resolve("endpoints.json"))
                .content()
                .isEqualTo("{\"api\":\"" + url + "\",\"kafka\":\"127.0.0.1:9\",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
        assertThat(printed()).contains("kafka  127.0.0.1:9", "note   kafka: embedded: not for production");

        BraidClient client = BraidClient.of(
                URI.create(url), Files.readString(data.resolve("token")).strip());
        backend.statements.partitions = List.of(List.of(new @Nullable String[][] {{"1"}}));
        backend.statements.answer = request -> CompletableFuture.completedFuture(new StatementOutcome.Rows(
                FakeStatements.CONTEXT, RowType.of(Column.of("n", DataType.BIGINT)), List.of(1L)));
        StatementResult result = client.execute("SELECT 1;");
        assertThat(result.rows()).containsExactly(List.of("1"));
        assertThat(client.context().databaseName()).isEqualTo("db");

        server.stop();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(Server.STOPPED);
        assertThat(backend.closed.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(data.resolve("endpoints.json")).doesNotExist();
    }

    @Test
    void oneServerADirectory() throws Exception {
        Server first = server();
        CompletableFuture<Integer> exit = run(first, InputStream.nullInputStream());
        ready();
        int second = server().run(Map.of(), InputStream.nullInputStream(), arguments());

        assertThat(second).isEqualTo(Server.MISUSED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "another server is using this directory",
                        "process " + ProcessHandle.current().pid());
        first.stop();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(Server.STOPPED);
    }

    @Test
    void stopsWhenItsParentHasGone() throws Exception {
        PipedOutputStream parent = new PipedOutputStream();
        CompletableFuture<Integer> exit = run(server(), new PipedInputStream(parent), "--until-input-ends");
        ready();
        parent.close();

        assertThat(exit.get(10, TimeUnit.SECONDS)).isEqualTo(Server.STOPPED);
    }

    @Test
    void saysWhyItDidNotStart() throws Exception {
        backend.ready.completeExceptionally(new IllegalStateException("port 9092 is taken"));
        assertThat(run(server(), InputStream.nullInputStream()).get(10, TimeUnit.SECONDS))
                .isEqualTo(Server.DID_NOT_START);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did not start: port 9092 is taken");
        assertThat(backend.closed.await(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMisspeltSettingStopsTheStart() {
        assertThat(server().run(Map.of(), InputStream.nullInputStream(), "--set", "htpp.port=1"))
                .isEqualTo(Server.MISUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean \"http.port\"?");
    }

    private Server server() {
        return new Server(
                (settings, data, readiness) -> {
                    backend.tokens = Tokens.open(data.keys(), backend.catalog, Clock.systemUTC());
                    readiness.report("kafka", State.READY, "embedded: not for production");
                    return backend;
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private CompletableFuture<Integer> run(Server server, InputStream in, String... more) {
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread thread = new Thread(() -> exit.complete(server.run(Map.of(), in, arguments(more))));
        thread.setDaemon(true);
        thread.start();
        return exit;
    }

    private String[] arguments(String... more) {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("--data", folder.resolve("data").toString(), "--port", "0"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** The address of the ready line, when it has come. */
    private String ready() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!printed().contains("ready http")) {
            assertThat(System.nanoTime())
                    .as(err.toString(StandardCharsets.UTF_8))
                    .isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return printed().replaceFirst("(?s).*ready (\\S+).*", "$1");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class FakeBackend implements Backend {
        private final FakeCatalog catalog = new FakeCatalog();
        private final FakeStatements statements = new FakeStatements();
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private @Nullable Tokens tokens;

        @Override
        public Tokens tokens() {
            return Objects.requireNonNull(tokens);
        }

        @Override
        public Catalog catalog() {
            return catalog;
        }

        @Override
        public StatementService statements() {
            return statements;
        }

        @Override
        public UUID organization() {
            return new UUID(1, 1);
        }

        @Override
        public User firstUser() {
            return new User(new UUID(2, 2), "admin@localhost", "", "", Instant.EPOCH);
        }

        @Override
        public CompletableFuture<Void> ready() {
            ready.complete(null);
            return ready;
        }

        @Override
        public Map<String, String> endpoints() {
            return Map.of("kafka", "127.0.0.1:9");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
