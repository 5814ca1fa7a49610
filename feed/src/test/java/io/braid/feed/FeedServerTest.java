package io.braid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.ChangeKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FeedServerTest {
    private static final String TICKET = "view-7";

    private final FeedKey key = FeedKey.fresh();
    private final Received received = new Received();
    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private FeedServer server;

    @BeforeEach
    void open() throws IOException {
        server = FeedServer.start(
                "127.0.0.1", 0, key, (ticket, problem) -> problems.add(ticket + ": " + problem.getMessage()));
        FeedExchange.open(TICKET, received);
    }

    @AfterEach
    void close() throws IOException {
        FeedExchange.close(TICKET);
        server.close();
    }

    private static void sendOne(FeedConnection job) {
        job.accept(new RowBatch(List.of(), 0));
        job.flush();
    }

    private FeedAddress address() {
        return FeedAddress.of("127.0.0.1", server.port(), key, TICKET);
    }

    @Test
    void everyKindOfValueArrivesAsItLeft() throws Exception {
        @Nullable
        Object[] values = {
            null,
            true,
            false,
            7,
            Long.MIN_VALUE,
            1.5f,
            Double.NaN,
            new BigDecimal("-12.340"),
            "grüß\uD83D\uDE00",
            new byte[] {0, -1},
            LocalDate.of(-5, 1, 2),
            LocalTime.of(1, 2, 3, 4),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
            Instant.parse("2024-05-05T10:00:00.123456789Z"),
            Arrays.asList(1, null, List.of("x")),
            Collections.singletonMap("k", null)
        };
        try (FeedConnection job = FeedConnection.open(address(), TICKET)) {
            job.restored(4);
            job.accept(new RowBatch(List.of(new FeedRow(ChangeKind.UPDATE_AFTER, values), FeedRow.insert()), 5));
            job.flush();
        }

        assertThat(received.calls).containsExactly("restored 4", "2 rows of 5", "flush");
        FeedRow row = received.rows.get(0);
        assertThat(row.kind()).isEqualTo(ChangeKind.UPDATE_AFTER);
        assertThat(Arrays.deepEquals(row.values(), values))
                .as(Arrays.deepToString(row.values()))
                .isTrue();
        assertThat(received.rows.get(1).values()).isEmpty();
    }

    @Test
    void whoHasNoTokenIsNotLetIn() {
        FeedAddress forged = FeedAddress.of("127.0.0.1", server.port(), FeedKey.fresh(), TICKET);
        assertThatThrownBy(() -> FeedConnection.open(forged, TICKET))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("refuses feed");
        assertThat(received.calls).isEmpty();
    }

    @Test
    void theTokenOfOneFeedOpensNoOther() {
        FeedExchange.open("view-8", received);
        try {
            assertThatThrownBy(() -> FeedConnection.open(address(), "view-8")).hasMessageContaining("refuses feed");
        } finally {
            FeedExchange.close("view-8");
        }
    }

    @Test
    void whatIsNoJobIsLeftAlone() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(Integer.BYTES + 1 + FeedKey.LENGTH);
            new DataOutputStream(socket.getOutputStream())
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(received.calls).isEmpty();
    }

    @Test
    void aFeedThatNobodyReadsSaysSo() {
        FeedExchange.close(TICKET);
        assertThatThrownBy(() -> FeedConnection.open(address(), TICKET)).isInstanceOf(FeedClosedException.class);
    }

    @Test
    void aReaderThatLeavesEndsTheJob() throws Exception {
        received.problem = new FeedClosedException(TICKET);
        try (FeedConnection job = FeedConnection.open(address(), TICKET)) {
            assertThatThrownBy(() -> sendOne(job)).isInstanceOf(FeedClosedException.class);
        }
    }

    @Test
    void whatTheServerCannotTakeIsNotTold() throws Exception {
        received.problem = new IllegalArgumentException("the number is 4711");
        try (FeedConnection job = FeedConnection.open(address(), TICKET)) {
            assertThatThrownBy(() -> sendOne(job))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the server could not take the rows of a feed");
        }
        assertThat(problems).containsExactly("view-7: the number is 4711");
    }

    @Test
    void aJobWithoutAnswersWaits() throws Exception {
        received.gate = new CountDownLatch(1);
        try (FeedConnection job = FeedConnection.open(address(), TICKET)) {
            BlockingQueue<Integer> sent = new LinkedBlockingQueue<>();
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 3 * FeedWire.CREDIT; i++) {
                    job.accept(new RowBatch(List.of(), 0));
                    sent.add(i);
                }
            });
            sender.start();
            for (int i = 0; i < FeedWire.CREDIT; i++) {
                assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
            }
            assertThat(sent.poll(100, TimeUnit.MILLISECONDS)).isNull();

            received.gate.countDown();
            sender.join();
            assertThat(sent).hasSize(2 * FeedWire.CREDIT);
        }
    }

    @Test
    void theNextAttemptOfAJobTakesOver() throws Exception {
        try (FeedConnection lost = FeedConnection.open(address(), TICKET)) {
            lost.restored(1);
            try (FeedConnection next = FeedConnection.open(address(), TICKET)) {
                next.restored(2);
                assertThatThrownBy(lost::flush).hasMessageContaining("broke");
            }
        }
        assertThat(received.calls).containsExactly("restored 1", "restored 2");
    }

    @Test
    void aJobWaitsForAServerThatIsAway(@TempDir Path directory) throws Exception {
        FeedKey kept = FeedKey.in(directory.resolve("feed.key"));
        int port = server.port();
        server.close();
        FeedAddress known = FeedAddress.of("127.0.0.1", port, kept, TICKET);
        BlockingQueue<FeedConnection> connected = new LinkedBlockingQueue<>();
        Thread job = new Thread(() -> connected.add(FeedConnection.await(known, TICKET)));
        job.start();
        server =
                FeedServer.start("127.0.0.1", port, FeedKey.in(directory.resolve("feed.key")), (ticket, problem) -> {});

        FeedConnection connection = connected.poll(20, TimeUnit.SECONDS);
        assertThat(connection).isNotNull();
        connection.restored(3);
        connection.close();
        assertThat(received.calls).containsExactly("restored 3");
    }

    @Test
    void aQuietJobNoticesThatItsServerIsGone() throws Exception {
        try (FeedConnection job = FeedConnection.open(address(), TICKET)) {
            job.restored(0);
            server.close();
            assertThatThrownBy(() -> {
                        while (true) {
                            job.check();
                            Thread.onSpinWait();
                        }
                    })
                    .hasMessageContaining("broke");
        }
    }

    private static final class Received implements FeedReceiver {
        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private final List<FeedRow> rows = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable RuntimeException problem;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void restored(long epoch) {
            calls.add("restored " + epoch);
        }

        @Override
        public void accept(RowBatch batch) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            RuntimeException now = problem;
            if (now != null) {
                throw now;
            }
            calls.add(batch.size() + " rows of " + batch.epoch());
            rows.addAll(batch.rows());
        }

        @Override
        public void flush() {
            calls.add("flush");
        }

        @Override
        public void finished() {
            calls.add("finished");
        }
    }
}
