package io.braid.engine.generate;

import io.braid.catalog.Catalog;
import io.braid.catalog.Store;
import io.braid.engine.analysis.JobFormats;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.run.StoreConnections;
import io.braid.formats.AvroSchemas;
import io.braid.formats.JsonColumns;
import io.braid.formats.ProtobufTypes;
import io.braid.spi.ErrorCode;
import io.braid.spi.RecordReader;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the records of an entity look like: by its descriptor, by the registry of its store, or by looking at some. */
final class EntityColumns {
    private static final int MOST_RECORDS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BREATH = Duration.ofMillis(500);

    private final Catalog catalog;
    private final StoreConnections connections;
    private final SchemaRegistries registries;

    EntityColumns(Catalog catalog, StoreConnections connections, SchemaRegistries registries) {
        this.catalog = catalog;
        this.connections = connections;
        this.registries = registries;
    }

    /** @param key empty where nothing is known of the keys, or they are no rows */
    record Shape(FormatName format, RowType value, Optional<RowType> key) {}

    /**
     * Finds out, asking the registry or the store if it must.
     *
     * @param wanted the format to take the records for; null for the one that seems to be theirs
     * @param sample a JSON document to look at in the place of records; null for none
     * @throws StatementException when there is no schema, or no record that one could be guessed from
     */
    Shape find(Store store, List<String> path, @Nullable FormatName wanted, @Nullable String sample) {
        if (sample != null) {
            List<byte[]> documents = List.of(sample.getBytes(StandardCharsets.UTF_8));
            return new Shape(FormatName.JSON, guessed(documents, path), Optional.empty());
        }
        return wanted == null ? seeming(store, path) : of(wanted, store, path);
    }

    private Shape of(FormatName format, Store store, List<String> path) {
        return switch (format) {
            case PROTOBUF -> described(store, path).orElseThrow(() -> missing(path, "value.descriptor"));
            case AVRO -> registered(store, path).orElseThrow(() -> missing(path, "schema in the schema registry"));
            case JSON -> read(store, path);
            case PRIMITIVE ->
                throw StatementException.of(
                        ErrorCode.INVALID_PARAMETER, "the columns of format PRIMITIVE are nowhere to be found");
        };
    }

    private Shape seeming(Store store, List<String> path) {
        return described(store, path)
                .or(() -> store.schemaRegistry().isPresent() ? registered(store, path) : Optional.empty())
                .orElseGet(() -> read(store, path));
    }

    private Optional<Shape> described(Store store, List<String> path) {
        return described(store, path, Part.VALUE)
                .map(value -> new Shape(FormatName.PROTOBUF, value, described(store, path, Part.KEY)));
    }

    private Optional<Shape> registered(Store store, List<String> path) {
        return registered(store, path, Part.VALUE)
                .map(value -> new Shape(FormatName.AVRO, value, registered(store, path, Part.KEY)));
    }

    private Optional<RowType> described(Store store, List<String> path, Part part) {
        return catalog.read(view -> Descriptors.of(store, path, part, view)
                .map(name -> ProtobufTypes.columns(
                        DescriptorFiles.read(store.organization(), name.source(), view), name.message())));
    }

    private Optional<RowType> registered(Store store, List<String> path, Part part) {
        return registries
                .of(store)
                .latest(JobFormats.subject(String.join(".", path), part))
                .map(AvroSchemas::columns);
    }

    private Shape read(Store store, List<String> path) {
        List<StoredRecord> records = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (RecordReader reader = connections.to(store).read(path, StartPosition.EARLIEST)) {
            List<StoredRecord> batch;
            do {
                batch = reader.poll(BREATH);
                records.addAll(batch);
            } while (records.size() < MOST_RECORDS
                    && System.nanoTime() < end
                    && (records.isEmpty() || !batch.isEmpty()));
        }
        List<byte[]> values = records.stream()
                .map(StoredRecord::value)
                .filter(Objects::nonNull)
                .toList();
        List<byte[]> keys =
                records.stream().map(StoredRecord::key).filter(Objects::nonNull).toList();
        return new Shape(FormatName.JSON, guessed(values, path), JsonColumns.guess(keys));
    }

    private static RowType guessed(List<byte[]> documents, List<String> path) {
        return JsonColumns.guess(documents).orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_PARAMETER,
                        "entity \"%s\" has no JSON objects to guess columns from",
                        String.join(".", path))
                .hint("'json.sample' = '{…}' gives one"));
    }

    private static StatementException missing(List<String> path, String what) {
        return StatementException.of(
                ErrorCode.INVALID_PARAMETER, "entity \"%s\" has no %s", String.join(".", path), what);
    }
}
