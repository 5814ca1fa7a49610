package io.braid.flink.job.feed;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;

/** What the planner sees of a feed. */
record FeedTableSink(FeedSink sink, FeedChanges changes) implements DynamicTableSink {

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return changes.of(requested);
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        // One writer: the order of rows and the epochs of one feed would mean nothing with two. The planner must not be
        // told, or it demands a key for every change of parallelism; each row's history comes through one channel
        // anyway.
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                DataStreamSink<RowData> writer = rows.sinkTo(sink).name("feed").setParallelism(1);
                provider.generateUid("feed").ifPresent(writer::uid);
                return writer;
            }
        };
    }

    @Override
    public DynamicTableSink copy() {
        return this;
    }

    @Override
    public String asSummaryString() {
        return "feed";
    }
}
