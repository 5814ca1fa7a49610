package io.braid.flink.job.feed;

import io.braid.feed.FeedAddress;
import io.braid.flink.job.value.RowConverter;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/** Tables whose rows go to the server: {@code 'connector' = 'braid-feed'}. Created by Flink. */
public final class FeedSinkFactory implements DynamicTableSinkFactory {
    public static final String IDENTIFIER = "braid-feed";

    public static final ConfigOption<String> TICKET = ConfigOptions.key("ticket")
            .stringType()
            .noDefaultValue()
            .withDescription("Name under which the server waits for the rows.");
    static final ConfigOption<FeedUse> USE = ConfigOptions.key("use")
            .enumType(FeedUse.class)
            .noDefaultValue()
            .withDescription("Who waits for the rows: live or view.");
    static final ConfigOption<FeedChanges> CHANGES = ConfigOptions.key("changes")
            .enumType(FeedChanges.class)
            .defaultValue(FeedChanges.BY_KEY)
            .withDescription("What they are told of rows that came before: none, taken_back, by_key or moving.");
    static final ConfigOption<Duration> FLUSH_INTERVAL = ConfigOptions.key("flush-interval")
            .durationType()
            .noDefaultValue()
            .withDescription("How long a row may wait for company; 5 ms for live, 50 ms for view unless given.");
    static final ConfigOption<Integer> BATCH_SIZE = ConfigOptions.key("batch-size")
            .intType()
            .defaultValue(500)
            .withDescription("Rows that are sent without waiting any longer.");

    public static final ConfigOption<String> SERVER = ConfigOptions.key("server")
            .stringType()
            .noDefaultValue()
            .withDescription("Host and port of the server when the job runs in another JVM.");
    /** Flink shows no value whose name holds this word. */
    public static final ConfigOption<String> TOKEN =
            ConfigOptions.key("token").stringType().noDefaultValue().withDescription("What lets the job in there.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(TICKET, USE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(CHANGES, FLUSH_INTERVAL, BATCH_SIZE, SERVER, TOKEN);
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        FeedUse use = options.get(USE);
        int batchSize = options.get(BATCH_SIZE);
        if (batchSize < 1) {
            throw new ValidationException("batch-size must be at least 1");
        }
        RowType rows = (RowType) context.getPhysicalRowDataType().getLogicalType();
        FeedSink sink = new FeedSink(
                options.get(TICKET),
                use,
                options.get(CHANGES),
                context.getPrimaryKeyIndexes(),
                options.getOptional(FLUSH_INTERVAL).orElse(use.flushInterval()).toMillis(),
                batchSize,
                RowConverter.of(rows),
                options.getOptional(SERVER)
                        .map(server -> address(server, options.get(TOKEN)))
                        .orElse(null));
        return new FeedTableSink(sink, options.get(CHANGES));
    }

    private static FeedAddress address(String server, String token) {
        int colon = server.lastIndexOf(':');
        return new FeedAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)), token);
    }
}
