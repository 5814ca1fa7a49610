package io.braid.connector.kafka;

import io.braid.spi.Health;
import io.braid.spi.RecordReader;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of a cluster's topics: those with a prefix, named without it, or those without one. Shared between threads. */
final class NamedTopics implements StoreConnection {
    private final StoreConnection all;
    private final String prefix;
    private final Optional<String> hidden;

    private NamedTopics(StoreConnection all, String prefix, Optional<String> hidden) {
        this.all = all;
        this.prefix = prefix;
        this.hidden = hidden;
    }

    /** The connection itself where the store is the whole cluster. */
    static StoreConnection of(Settings settings, StoreConnection all) {
        String prefix = settings.find(KafkaSettings.PREFIX).orElse("");
        Optional<String> hidden = settings.find(KafkaSettings.HIDDEN_PREFIX).filter(text -> !text.isEmpty());
        return prefix.isEmpty() && hidden.isEmpty() ? all : new NamedTopics(all, prefix, hidden);
    }

    private boolean isHidden(String topic) {
        return hidden.filter(topic::startsWith).isPresent();
    }

    /** The path in the cluster. */
    private List<String> whole(List<String> path) {
        if (path.isEmpty()) {
            return path;
        }
        if (isHidden(path.get(0))) {
            throw Failures.missing(path.get(0));
        }
        List<String> whole = new ArrayList<>(path);
        whole.set(0, prefix + path.get(0));
        return whole;
    }

    /** Refusals name topics as the caller does. */
    private <T> T named(Supplier<T> work) {
        try {
            return work.get();
        } catch (StatementException e) {
            String message = String.valueOf(e.getMessage());
            if (prefix.isEmpty() || !message.contains(prefix)) {
                throw e;
            }
            throw StatementException.of(e.code(), "%s", message.replace(prefix, ""));
        }
    }

    private void does(Runnable work) {
        Boolean unused = named(() -> {
            work.run();
            return true;
        });
    }

    @Override
    public Health check() {
        return all.check();
    }

    @Override
    public List<Entity> entities(List<String> path) {
        if (!path.isEmpty()) {
            return named(() -> all.entities(whole(path)));
        }
        return all.entities(path).stream()
                .filter(entity -> entity.name().startsWith(prefix) && !isHidden(entity.name()))
                .map(entity -> new Entity(entity.name().substring(prefix.length()), entity.leaf()))
                .toList();
    }

    @Override
    public Optional<EntityDescription> describe(List<String> path) {
        return !path.isEmpty() && isHidden(path.get(0)) ? Optional.empty() : named(() -> all.describe(whole(path)));
    }

    @Override
    public void createEntity(List<String> path, Settings settings, Map<String, String> free) {
        does(() -> all.createEntity(whole(path), settings, free));
    }

    @Override
    public void updateEntity(List<String> path, Settings settings, Map<String, String> free) {
        does(() -> all.updateEntity(whole(path), settings, free));
    }

    @Override
    public void dropEntity(List<String> path) {
        does(() -> all.dropEntity(whole(path)));
    }

    @Override
    public void truncateEntity(List<String> path) {
        does(() -> all.truncateEntity(whole(path)));
    }

    @Override
    public void insert(List<String> path, StoredRecord record) {
        does(() -> all.insert(whole(path), record));
    }

    @Override
    public RecordReader read(List<String> path, StartPosition from) {
        return named(() -> all.read(whole(path), from));
    }

    @Override
    public String position(List<String> path, StartPosition from) {
        return named(() -> all.position(whole(path), from));
    }

    @Override
    public String position(List<String> path, Instant from) {
        return named(() -> all.position(whole(path), from));
    }

    @Override
    public Map<String, String> source(SourceOptions options) {
        return named(() -> all.source(options.at(whole(options.path()))));
    }

    @Override
    public Map<String, String> sink(SinkOptions options) {
        return named(() -> all.sink(options.at(whole(options.path()))));
    }

    @Override
    public void close() {
        all.close();
    }
}
