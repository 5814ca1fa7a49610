package io.braid.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.feed.FeedReceiver;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.ChangeKind;
import io.braid.view.ViewScan.Condition;
import io.braid.view.ViewScan.Operator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store under test, and short ways to fill and read it. */
abstract class ViewStoreFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<UUID, Integer> widths = new HashMap<>();
    private @Nullable ViewStore store;

    /** A store over the same place each time within one test. */
    protected abstract ViewStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    protected ViewStore store() {
        if (store == null) {
            throw new IllegalStateException("the store is not open");
        }
        return store;
    }

    protected void reopen() {
        store().close();
        store = open();
    }

    protected UUID create(ViewShape shape) {
        UUID view = UUID.randomUUID();
        store().create(view, shape);
        widths.put(view, shape.columns().size());
        return view;
    }

    protected void write(UUID view, long epoch, FeedRow... rows) {
        FeedReceiver writer = store().writer(view);
        writer.accept(batch(epoch, rows));
        writer.flush();
    }

    protected static RowBatch batch(long epoch, FeedRow... rows) {
        return new RowBatch(List.of(rows), epoch);
    }

    protected static FeedRow insert(@Nullable Object... values) {
        return FeedRow.insert(values);
    }

    protected static FeedRow before(@Nullable Object... values) {
        return new FeedRow(ChangeKind.UPDATE_BEFORE, values);
    }

    protected static FeedRow after(@Nullable Object... values) {
        return new FeedRow(ChangeKind.UPDATE_AFTER, values);
    }

    protected static FeedRow delete(@Nullable Object... values) {
        return new FeedRow(ChangeKind.DELETE, values);
    }

    protected static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    protected static Condition where(int column, Operator operator, @Nullable Object value) {
        return new Condition(column, operator, value);
    }

    protected ViewScan everything(UUID view) {
        return new ViewScan(columns(view), List.of(), List.of(), -1);
    }

    protected List<List<@Nullable Object>> all(UUID view) {
        return read(view, everything(view));
    }

    protected List<List<@Nullable Object>> scan(UUID view, Condition... conditions) {
        return read(view, new ViewScan(columns(view), List.of(conditions), List.of(), -1));
    }

    protected List<@Nullable Object> ids(UUID view) {
        return read(view, new ViewScan(List.of(0), List.of(), List.of(), -1)).stream()
                .<@Nullable Object>map(values -> values.get(0))
                .toList();
    }

    protected List<List<@Nullable Object>> read(UUID view, ViewScan scan) {
        List<List<@Nullable Object>> found = new ArrayList<>();
        try (ViewRows rows = store().scan(view, scan)) {
            rows.forEachRemaining(values -> found.add(Arrays.asList(values)));
        }
        return found;
    }

    private List<Integer> columns(UUID view) {
        return IntStream.range(0, widths.getOrDefault(view, 0)).boxed().toList();
    }

    protected static Instant now(int seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    protected static LocalDateTime utcNow(int seconds) {
        return LocalDateTime.ofInstant(now(seconds), ZoneOffset.UTC);
    }

    protected static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("time waited").isBefore(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
