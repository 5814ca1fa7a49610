package io.braid.engine.relation;

import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.EntityDescription;
import io.braid.spi.StoreType;
import io.braid.sql.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sees to it that a relation's entity is there, and takes it away again when the rest of the statement fails. */
public final class Entities {
    private final StoreTypes types;
    private final StoreConnections connections;

    public Entities(StoreTypes types, StoreConnections connections) {
        this.types = types;
        this.connections = connections;
    }

    /** Partitions and replicas to use when a statement does not say; those of the leftmost source. */
    public record Shape(int partitions, int replicas) {}

    /**
     * Runs {@code work} with the relation's entity in place.
     *
     * @param fallback for an entity that has to be created and whose size is not given
     */
    public <T> T with(Store store, Relation relation, Optional<Shape> fallback, Supplier<T> work) {
        boolean created = ensure(store, relation, fallback);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (created) {
                undo(store, relation, e);
            }
            throw e;
        }
    }

    /**
     * What is said of the client that a query writes with, by its own names.
     *
     * @param properties of a relation or of INSERT INTO; others than {@code kafka.producer.…} do not matter
     * @param at where they were written
     * @throws StatementException 3D008 for what the store does not know or leaves to nobody
     */
    public Map<String, String> writer(Store store, Map<String, String> properties, Position at) {
        Map<String, String> given = new LinkedHashMap<>(properties);
        given.keySet().removeIf(key -> !key.startsWith(RelationProperties.PRODUCER_PREFIX));
        try {
            Settings settings = Settings.read(types.require(store.type()).writerSettings(), given);
            return RelationProperties.free(settings.asTexts(), RelationProperties.PRODUCER_PREFIX);
        } catch (StatementException e) {
            throw StatementContext.at(at, e);
        }
    }

    /** Deletes the records that a relation's entity has now; other relations over it lose them, too. */
    public void truncate(Store store, Relation relation) {
        connections.to(store).truncateEntity(relation.entity());
    }

    /** The size of an entity that is there. */
    public Optional<Shape> shapeOf(Store store, List<String> entity) {
        return connections
                .to(store)
                .describe(entity)
                .map(description -> new Shape(description.partitions(), Math.max(1, description.replicas())));
    }

    private boolean ensure(Store store, Relation relation, Optional<Shape> fallback) {
        StoreConnection connection = connections.to(store);
        Map<String, String> properties = relation.properties();
        Settings settings = Settings.read(RelationProperties.ALL, RelationProperties.withoutFree(properties));
        Optional<Integer> partitions = settings.find(RelationProperties.PARTITIONS);
        Optional<Integer> replicas = settings.find(RelationProperties.REPLICAS);
        Optional<EntityDescription> there = connection.describe(relation.entity());
        if (there.isPresent()) {
            checkSize("topic.partitions", partitions, there.get().partitions(), relation);
            checkSize("topic.replicas", replicas, there.get().replicas(), relation);
            return false;
        }
        List<String> missing = new ArrayList<>();
        if (partitions.isEmpty() && fallback.isEmpty()) {
            missing.add("topic.partitions");
        }
        if (replicas.isEmpty() && fallback.isEmpty()) {
            missing.add("topic.replicas");
        }
        String entity = String.join(".", relation.entity());
        if (!missing.isEmpty()) {
            throw Settings.missing(missing)
                    .hint("entity \"%s\" does not exist in store \"%s\" and would be created"
                            .formatted(entity, store.name()));
        }
        StoreType type = types.require(store.type());
        Map<String, String> size = new LinkedHashMap<>();
        size.put(
                "kafka.partitions",
                partitions.or(() -> fallback.map(Shape::partitions)).orElse(1).toString());
        size.put(
                "kafka.replicas",
                replicas.or(() -> fallback.map(Shape::replicas)).orElse(1).toString());
        connection.createEntity(
                relation.entity(),
                Settings.read(type.entitySettings(), size),
                RelationProperties.free(properties, RelationProperties.TOPIC_PREFIX));
        return true;
    }

    private static void checkSize(String name, Optional<Integer> wanted, int actual, Relation relation) {
        if (wanted.isPresent() && actual > 0 && wanted.get() != actual) {
            throw StatementException.of(
                    ErrorCode.INVALID_PARAMETER,
                    "%s is %d, but entity \"%s\" already exists with %d",
                    name,
                    wanted.get(),
                    String.join(".", relation.entity()),
                    actual);
        }
    }

    private void undo(Store store, Relation relation, RuntimeException cause) {
        try {
            connections.to(store).dropEntity(relation.entity());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
