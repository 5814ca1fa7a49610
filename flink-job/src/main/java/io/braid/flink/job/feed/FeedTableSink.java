package io.braid.flink.job.feed;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/** What the planner sees of a feed. */
record FeedTableSink(FeedSink sink, FeedUse use, boolean keyed) implements DynamicTableSink {

    /**
     * A reader of live rows gets the new version of a row and nothing about the old one. A view with a key is told the
     * key of what was deleted; one without a key can only grow, and the planner refuses what changes.
     */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        // A view's key is known to the view alone: as a key of this table it could hold no NULL, and a row's former
        // version is not needed by who knows the key.
        if (use == FeedUse.VIEW && keyed) {
            return ChangelogMode.upsert();
        }
        ChangelogMode.Builder accepted = ChangelogMode.newBuilder();
        requested.getContainedKinds().stream()
                .filter(kind -> kind != RowKind.UPDATE_BEFORE)
                .forEach(accepted::addContainedKind);
        return accepted.build();
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
