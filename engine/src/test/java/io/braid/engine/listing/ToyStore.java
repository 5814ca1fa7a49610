package io.braid.engine.listing;

import io.braid.spi.Capability;
import io.braid.spi.Health;
import io.braid.spi.RecordReader;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import io.braid.spi.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store with three topics that can be looked at and nothing else. */
final class ToyStore implements StoreType {
    @Override
    public String name() {
        return "KAFKA";
    }

    @Override
    public String displayName() {
        return "Kafka";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                Setting.text("uris", ""),
                Setting.secret("password", ""),
                Setting.flag("tls.disabled", ""),
                Setting.text("schema_registry.name", ""));
    }

    @Override
    public List<Setting<?>> entitySettings() {
        return List.of();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.LIST_ENTITIES);
    }

    @Override
    public StoreConnection connect(Settings settings) {
        return new Connection();
    }

    private static final class Connection implements StoreConnection {
        @Override
        public Health check() {
            return Health.OK;
        }

        @Override
        public List<Entity> entities(List<String> path) {
            return path.isEmpty()
                    ? List.of(new Entity("users", true), new Entity("Clicks", true), new Entity("page.views", true))
                    : List.of();
        }

        @Override
        public Optional<EntityDescription> describe(List<String> path) {
            return path.equals(List.of("users"))
                    ? Optional.of(new EntityDescription(3, 1, Map.of("retention.ms", "1000")))
                    : Optional.empty();
        }

        @Override
        public void createEntity(List<String> path, Settings settings, Map<String, String> free) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dropEntity(List<String> path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void insert(List<String> path, StoredRecord record) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RecordReader read(List<String> path, StartPosition from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String position(List<String> path, StartPosition from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> source(SourceOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> sink(SinkOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
