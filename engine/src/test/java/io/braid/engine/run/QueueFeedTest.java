package io.braid.engine.run;

import static io.braid.engine.fixture.EngineFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueFeedTest {
    private static final RowType COLUMNS = RowType.of(Column.of("n", DataType.INTEGER));
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger closes = new AtomicInteger();

    private QueueFeed feed(long limit) {
        return new QueueFeed("ticket", COLUMNS, limit, closes::incrementAndGet);
    }

    private static RowBatch batch(int from, int to) {
        return new RowBatch(IntStream.range(from, to).mapToObj(FeedRow::insert).toList(), 0);
    }

    private static List<Object> numbers(RowBatch batch) {
        List<Object> numbers = new ArrayList<>();
        batch.rows().forEach(row -> numbers.add(row.values()[0]));
        return numbers;
    }

    @Test
    void rowsComeInOrderAndNothingComesWhenThereIsNothing() {
        QueueFeed feed = feed(-1);
        feed.accept(batch(0, 2));
        feed.accept(batch(2, 3));

        assertThat(feed.poll(SOON).map(QueueFeedTest::numbers)).contains(List.of(0, 1));
        assertThat(feed.poll(SOON).map(QueueFeedTest::numbers)).contains(List.of(2));
        assertThat(feed.poll(SOON)).isEmpty();
        assertThat(feed.ended()).isFalse();
    }

    @Test
    void theProducerWaitsWhileItIsFull() throws Exception {
        QueueFeed feed = feed(-1);
        feed.accept(batch(0, QueueFeed.ROOM));
        Thread producer = new Thread(() -> feed.accept(batch(0, 1)));
        producer.start();
        await("the producer waits", () -> producer.getState() == Thread.State.WAITING);

        assertThat(feed.poll(PATIENCE))
                .hasValueSatisfying(taken -> assertThat(taken.size()).isEqualTo(QueueFeed.ROOM));

        producer.join(PATIENCE.toMillis());
        assertThat(producer.isAlive()).isFalse();
        assertThat(feed.poll(PATIENCE).map(RowBatch::size)).contains(1);
    }

    @Test
    void closingLetsAWaitingProducerGoWithAnError() throws Exception {
        QueueFeed feed = feed(-1);
        feed.accept(batch(0, QueueFeed.ROOM));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread producer = new Thread(() -> feed.accept(batch(0, 1)));
        producer.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        producer.start();
        await("the producer waits", () -> producer.getState() == Thread.State.WAITING);

        feed.close();

        producer.join(PATIENCE.toMillis());
        assertThat(thrown.get()).isInstanceOf(FeedClosedException.class);
        assertThatThrownBy(() -> feed.accept(batch(0, 1))).isInstanceOf(FeedClosedException.class);
    }

    @Test
    void closingTwiceStopsTheJobOnce() {
        QueueFeed feed = feed(-1);
        feed.close();
        feed.close();

        assertThat(closes).hasValue(1);
    }

    @Test
    void aLimitCutsTheBatchThatReachesItAndEndsTheResult() {
        QueueFeed feed = feed(3);
        feed.accept(batch(0, 2));
        feed.accept(batch(2, 10));
        feed.accept(batch(10, 20));
        assertThat(feed.ended()).as("while rows wait").isFalse();

        assertThat(feed.poll(SOON).map(QueueFeedTest::numbers)).contains(List.of(0, 1));
        assertThat(feed.poll(SOON).map(QueueFeedTest::numbers)).contains(List.of(2));
        assertThat(feed.ended()).isTrue();
        assertThat(feed.poll(PATIENCE)).isEmpty();
    }

    @Test
    void aLimitOfNothingHasEndedBeforeItBegan() {
        assertThat(feed(0).ended()).isTrue();
    }

    @Test
    void whatEndsByItselfIsReadToItsEnd() {
        QueueFeed feed = feed(-1);
        feed.accept(batch(0, 1));
        feed.finished();

        assertThat(feed.ended()).isFalse();
        assertThat(feed.poll(PATIENCE)).isPresent();
        assertThat(feed.ended()).isTrue();
    }

    @Test
    void aFailureReachesTheReaderAfterTheRowsBeforeIt() {
        QueueFeed feed = feed(-1);
        feed.accept(batch(0, 1));
        feed.fail(StatementException.of(ErrorCode.INVALID_QUERY, "division by zero"));

        assertThat(feed.poll(PATIENCE)).isPresent();
        assertThatThrownBy(() -> feed.poll(PATIENCE)).hasMessage("division by zero");
    }

    @Test
    void aFailureWakesAWaitingReader() {
        QueueFeed feed = feed(-1);
        new Thread(() -> feed.fail(StatementException.of(ErrorCode.INVALID_QUERY, "division by zero"))).start();

        assertThatThrownBy(() -> feed.poll(Duration.ofMinutes(1))).hasMessage("division by zero");
    }

    @Test
    void aFailureAfterTheLimitIsNobodysBusiness() {
        QueueFeed feed = feed(1);
        feed.accept(batch(0, 1));
        feed.fail(StatementException.of(ErrorCode.INVALID_QUERY, "cancelled"));

        assertThat(feed.poll(SOON)).isPresent();
        assertThat(feed.poll(SOON)).isEmpty();
    }
}
