package io.braid.flink.job.kafka;

import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Feeds the Kafka sink with the new versions of rows alone, disguised as inserts. */
final class KafkaChangelogSink implements DynamicTableSink, SupportsWritingMetadata {
    private final DynamicTableSink kafka;
    private final boolean keyed;

    KafkaChangelogSink(DynamicTableSink kafka, boolean keyed) {
        this.kafka = kafka;
        this.keyed = keyed;
    }

    /** With a key the planner need not even produce the old versions that would be dropped here. */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return keyed ? ChangelogMode.upsert() : ChangelogMode.all();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        SinkRuntimeProvider provider = kafka.getSinkRuntimeProvider(context);
        if (!(provider instanceof SinkV2Provider topic)) {
            throw new IllegalStateException(
                    "the Kafka connector gave a " + provider.getClass().getName());
        }
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext providerContext, DataStream<RowData> rows) {
                var versions = rows.flatMap(new NewVersions())
                        .returns(rows.getType())
                        .name("versions")
                        .setParallelism(rows.getParallelism());
                providerContext.generateUid("versions").ifPresent(versions::uid);
                DataStreamSink<RowData> sink = versions.sinkTo(topic.createSink());
                providerContext.generateUid("topic").ifPresent(sink::uid);
                topic.getParallelism().ifPresent(sink::setParallelism);
                return sink;
            }
        };
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return kafka instanceof SupportsWritingMetadata metadata ? metadata.listWritableMetadata() : Map.of();
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumed) {
        if (kafka instanceof SupportsWritingMetadata metadata) {
            metadata.applyWritableMetadata(keys, consumed);
        }
    }

    @Override
    public DynamicTableSink copy() {
        return new KafkaChangelogSink(kafka.copy(), keyed);
    }

    @Override
    public String asSummaryString() {
        return "Kafka changelog";
    }
}
