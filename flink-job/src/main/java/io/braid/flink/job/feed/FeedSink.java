package io.braid.flink.job.feed;

import io.braid.feed.FeedAddress;
import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedConnection;
import io.braid.feed.FeedExchange;
import io.braid.feed.FeedReceiver;
import io.braid.flink.job.value.RowConverter;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to the receiver that waits in this JVM, or in that of the server. Its state is the id of the checkpoint that holds it: Flink tells a
 * writer which checkpoint it was restored from only when the writer has state.
 */
final class FeedSink implements Sink<RowData>, SupportsWriterState<RowData, Long> {
    private static final long serialVersionUID = 1L;

    private final String ticket;
    private final FeedUse use;
    private final FeedChanges changes;
    private final int[] key;
    private final long flushMillis;
    private final int batchSize;
    private final RowConverter converter;
    /** Absent where the server is this JVM. */
    private final @Nullable String server;

    private final int port;
    private final @Nullable String token;

    FeedSink(
            String ticket,
            FeedUse use,
            FeedChanges changes,
            int[] key,
            long flushMillis,
            int batchSize,
            RowConverter converter,
            @Nullable FeedAddress address) {
        this.ticket = ticket;
        this.use = use;
        this.changes = changes;
        this.key = key;
        this.flushMillis = flushMillis;
        this.batchSize = batchSize;
        this.converter = converter;
        this.server = address == null ? null : address.host();
        this.port = address == null ? 0 : address.port();
        this.token = address == null ? null : address.token();
    }

    @Override
    public FeedWriter createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public FeedWriter restoreWriter(WriterInitContext context, Collection<Long> state) {
        long known = state.stream().mapToLong(Long::longValue).max().orElse(0);
        long restored = Math.max(known, context.getRestoredCheckpointId().orElse(0));
        return new FeedWriter(
                receiver(),
                use,
                changes,
                key,
                batchSize,
                flushMillis,
                converter,
                restored,
                context.getProcessingTimeService());
    }

    private FeedReceiver receiver() {
        try {
            if (server == null || token == null) {
                return FeedExchange.require(ticket);
            }
            FeedAddress address = new FeedAddress(server, port, token);
            // a live result has a reader who waits now; a view goes on when its server is back
            return use == FeedUse.VIEW ? FeedConnection.await(address, ticket) : FeedConnection.open(address, ticket);
        } catch (FeedClosedException e) {
            throw new FeedGoneException(e);
        }
    }

    @Override
    public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
        return new CheckpointIdSerializer();
    }

    /** Eight bytes. */
    private static final class CheckpointIdSerializer implements SimpleVersionedSerializer<Long> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Long checkpoint) {
            return ByteBuffer.allocate(Long.BYTES).putLong(checkpoint).array();
        }

        @Override
        public Long deserialize(int version, byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }
    }
}
