package io.braid.flink.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.legacy.table.connector.source.SourceFunctionProvider;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichSourceFunction;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.jspecify.annotations.Nullable;

/**
 * A source that tests fill by hand: {@code 'connector' = 'test-rows', 'name' = …}. Rows are Flink's internal values. It
 * remembers its position in checkpoints, so that a restored job goes on where the checkpoint was.
 */
final class TestRows {
    private static final Map<String, TestRows> ALL = new ConcurrentHashMap<>();

    private final List<Object[]> rows = new ArrayList<>();
    private boolean ended;
    private int emitted;

    static TestRows named(String name) {
        return ALL.computeIfAbsent(name, key -> new TestRows());
    }

    synchronized void add(Object... row) {
        rows.add(row);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** How many rows the newest attempt of a job took, counted from the first row. */
    synchronized int emitted() {
        return emitted;
    }

    private synchronized int awaitAfter(int position, Reader reader) throws InterruptedException {
        while (rows.size() <= position && !ended && reader.running) {
            wait(50);
        }
        return rows.size();
    }

    private synchronized RowData row(int position) {
        emitted = position + 1;
        return GenericRowData.of(rows.get(position));
    }

    private synchronized boolean exhausted(int position) {
        return ended && position >= rows.size();
    }

    @SuppressWarnings("deprecation") // the successor of this interface takes six classes for the same
    private static final class Reader extends RichSourceFunction<RowData> implements CheckpointedFunction {
        private final String name;
        private volatile boolean running = true;
        private int position;
        private transient @Nullable ListState<Integer> state;

        Reader(String name) {
            this.name = name;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            ListState<Integer> positions =
                    context.getOperatorStateStore().getListState(new ListStateDescriptor<>("position", Integer.class));
            for (int restored : positions.get()) {
                position = restored;
            }
            state = positions;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            Objects.requireNonNull(state).update(List.of(position));
        }

        @Override
        public void run(SourceContext<RowData> out) throws Exception {
            TestRows input = named(name);
            while (running && !input.exhausted(position)) {
                int available = input.awaitAfter(position, this);
                while (running && position < available) {
                    synchronized (out.getCheckpointLock()) {
                        out.collect(input.row(position));
                        position++;
                    }
                }
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }

    /** Found by Flink through the service file. */
    public static final class Factory implements DynamicTableSourceFactory {
        private static final ConfigOption<String> NAME =
                ConfigOptions.key("name").stringType().noDefaultValue();
        private static final ConfigOption<String> PASSWORD =
                ConfigOptions.key("phrase").stringType().noDefaultValue();

        @Override
        public String factoryIdentifier() {
            return "test-rows";
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of(NAME);
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of(PASSWORD);
        }

        @Override
        public DynamicTableSource createDynamicTableSource(Context context) {
            FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
            helper.validate();
            return new Table(helper.getOptions().get(NAME));
        }
    }

    private record Table(String name) implements ScanTableSource {
        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        @SuppressWarnings("deprecation") // as above
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            return SourceFunctionProvider.of(new Reader(name), false);
        }

        @Override
        public DynamicTableSource copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "test rows";
        }
    }
}
