package io.braid.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.FakeStoreType;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RecordReader;
import io.braid.spi.RowType;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullFeedTest {
    private static final RowType COLUMNS = RowType.of(Column.of("text", DataType.VARCHAR));
    private static final Duration SOON = Duration.ofMillis(10);

    private final FakeStoreType store = new FakeStoreType();

    @BeforeEach
    void fill() {
        store.create("words");
        for (String word : List.of("one", "two", "three")) {
            store.write("words", StoredRecord.toWrite(null, word.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private RecordReader reader() {
        return store.connect(Settings.read(store.settings(), Map.of("uris", "here:9092")))
                .read(List.of("words"), StartPosition.EARLIEST);
    }

    private static Optional<FeedRow> row(StoredRecord record) {
        return Optional.of(FeedRow.insert(text(record)));
    }

    private static String text(StoredRecord record) {
        byte[] value = record.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static List<Object> words(PullFeed feed) {
        List<Object> words = new ArrayList<>();
        feed.poll(SOON).map(RowBatch::rows).ifPresent(rows -> rows.forEach(row -> words.add(row.values()[0])));
        return words;
    }

    @Test
    void recordsBecomeRows() {
        PullFeed feed = new PullFeed(COLUMNS, reader(), PullFeedTest::row, -1);

        assertThat(words(feed)).containsExactly("one", "two", "three");
        assertThat(feed.poll(SOON)).isEmpty();
        assertThat(feed.ended()).isFalse();
    }

    @Test
    void whatIsFilteredOutDoesNotCount() {
        PullFeed feed = new PullFeed(
                COLUMNS, reader(), record -> text(record).equals("one") ? Optional.empty() : row(record), 1);

        assertThat(words(feed)).containsExactly("two");
        assertThat(feed.ended()).isTrue();
        assertThat(feed.poll(SOON)).isEmpty();
    }

    @Test
    void aBatchOfNothingIsNone() {
        PullFeed feed = new PullFeed(COLUMNS, reader(), record -> Optional.empty(), -1);

        assertThat(feed.poll(SOON)).isEmpty();
    }

    @Test
    void nothingComesAfterClosing() {
        PullFeed feed = new PullFeed(COLUMNS, reader(), PullFeedTest::row, -1);
        feed.close();
        feed.close();

        assertThat(feed.poll(SOON)).isEmpty();
    }
}
