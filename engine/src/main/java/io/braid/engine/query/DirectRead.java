package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.analysis.SourceProperties.OnBadRecord;
import io.braid.engine.analysis.SourceProperties.Start;
import io.braid.engine.eval.DirectSelect;
import io.braid.engine.eval.DirectSelect.Projection;
import io.braid.engine.eval.DirectSelect.RecordTypes;
import io.braid.engine.eval.RecordContext;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.PullFeed;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.feed.FeedRow;
import io.braid.formats.BadRecordException;
import io.braid.formats.RecordDecoder;
import io.braid.formats.TimestampFormat;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoredRecord;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Live SELECTs that need no job: one stream, filtered and projected by expressions whose results are Flink's to the bit.
 * Everything else is left to a job, so this is never a matter of meaning, only of speed.
 */
final class DirectRead {
    /** What a record alone does not tell. */
    private static final Pattern OF_THE_RECORD =
            Pattern.compile("(?i)(rowmeta|rowkey|record_metadata|record_key|record_timestamp)\\s*\\(");

    private static final RecordTypes NO_METADATA = new RecordTypes(DataType.struct(List.of()), null);

    private final StoreConnections connections;
    private final SchemaRegistries registries;

    DirectRead(StoreConnections connections, SchemaRegistries registries) {
        this.connections = connections;
        this.registries = registries;
    }

    /** Absent for whatever a job has to do. */
    Optional<Prepared> prepare(Query query, StatementContext context) {
        if (!query.properties().isEmpty()
                || !query.with().isEmpty() // its names hide those of relations
                || OF_THE_RECORD.matcher(context.text()).find()
                || !(query.body() instanceof QueryBody.Select select)
                || !(select.from() instanceof FromItem.TableReference table)) {
            return Optional.empty();
        }
        Relation relation = context.requireRelation(table.name());
        if (relation.kind() != Relation.Kind.STREAM) {
            return Optional.empty();
        }
        if (!RelationProperties.keyOnly(RelationProperties.of(relation)).isEmpty()) {
            return Optional.empty(); // the value alone does not have them
        }
        Settings settings = settings(table, relation);
        if (settings.get(SourceProperties.ON_BAD_RECORD) == OnBadRecord.IGNORE_AND_LOG
                || settings.get(SourceProperties.STARTING_POSITION) == Start.TIMESTAMP) {
            return Optional.empty();
        }
        // whoever may read the relation need not see its store: a job would not ask either
        Store store = JobBinder.storeOf(relation, context.catalog());
        return DirectSelect.plan(query, relation.columns(), NO_METADATA).map(projection -> {
            Map<String, String> options = options(relation, settings, context);
            return Prepared.needing(Access.on(relation, Privilege.SELECT))
                    .explained(new Explanation("SELECT", null, null, List.of(Described.of(relation))))
                    .outside(() -> read(relation, store, settings, options, projection));
        });
    }

    private static Settings settings(FromItem.TableReference table, Relation relation) {
        try {
            Settings settings = SourceProperties.read(table.properties(), relation.properties());
            SourceProperties.requireTimestamp(relation, settings);
            return settings;
        } catch (StatementException e) {
            throw StatementContext.at(table.name().at(), e);
        }
    }

    /** What the decoder has to be told. */
    private static Map<String, String> options(Relation relation, Settings settings, StatementContext context) {
        if (RelationProperties.of(relation).get(RelationProperties.VALUE_FORMAT) != FormatName.PROTOBUF) {
            return Map.of(
                    TimestampFormat.TIMESTAMP_FORMAT.name(),
                    settings.get(SourceProperties.TIMESTAMP_FORMAT).name().toLowerCase(Locale.ROOT));
        }
        return DescriptorFiles.options(
                relation.organization(), RelationProperties.descriptor(relation, Part.VALUE), context.catalog());
    }

    private StatementResult read(
            Relation relation, Store store, Settings settings, Map<String, String> options, Projection projection) {
        FormatName format = RelationProperties.of(relation).get(RelationProperties.VALUE_FORMAT);
        RecordDecoder decoder = RecordDecoder.of(
                format.name(),
                options,
                relation.columns(),
                format == FormatName.AVRO ? registries.of(store) : RecordDecoder.NO_REGISTRY);
        StartPosition from = settings.get(SourceProperties.STARTING_POSITION) == Start.EARLIEST
                ? StartPosition.EARLIEST
                : StartPosition.LATEST;
        boolean ignore = settings.get(SourceProperties.ON_BAD_RECORD) == OnBadRecord.IGNORE;
        LiveFeed feed = new PullFeed(
                projection.columns(),
                connections.to(store).read(relation.entity(), from),
                record -> row(record, decoder, projection, ignore),
                projection.limit());
        return new StatementResult.Live(UUID.randomUUID(), feed);
    }

    private static Optional<FeedRow> row(
            StoredRecord record, RecordDecoder decoder, Projection projection, boolean ignore) {
        @Nullable Object @Nullable [] values;
        try {
            values = decoder.decode(record.value());
        } catch (BadRecordException e) {
            if (ignore) {
                return Optional.empty();
            }
            throw StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "record %d of partition %d of \"%s\" cannot be read: %s",
                            record.offset(),
                            record.partition(),
                            record.topic(),
                            String.valueOf(e.getMessage()))
                    .hint("source.deserialization.error.handling = IGNORE skips such records");
        }
        if (values == null) {
            return Optional.empty();
        }
        @Nullable Object[] row = Arrays.copyOf(values, values.length + 1);
        row[values.length] = new RecordContext(record.timestampMillis(), List.of(), null);
        @Nullable Object @Nullable [] projected = projection.apply(row);
        return projected == null ? Optional.empty() : Optional.of(FeedRow.insert(projected));
    }
}
