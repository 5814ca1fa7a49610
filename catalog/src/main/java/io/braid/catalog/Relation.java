package io.braid.catalog;

import io.braid.spi.RowType;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A stream, changelog, table or materialized view.
 *
 * @param store the store that holds its entity; empty for a materialized view
 * @param entity path of the entity in the store; empty for a materialized view
 * @param primaryKey column names; empty for a stream and for a view that only grows
 * @param properties canonical names to texts, as given and completed ({@code value.format}, {@code timestamp} …)
 */
public record Relation(
        UUID id,
        UUID organization,
        String database,
        String namespace,
        String name,
        Kind kind,
        String store,
        List<String> entity,
        RowType columns,
        List<String> primaryKey,
        Map<String, String> properties,
        String description,
        State state,
        Audit audit) {
    public Relation {
        entity = List.copyOf(entity);
        primaryKey = List.copyOf(primaryKey);
        properties = Map.copyOf(properties);
    }

    public List<String> path() {
        return List.of(database, namespace, name);
    }

    public enum Kind {
        STREAM,
        CHANGELOG,
        TABLE,
        MATERIALIZED_VIEW;

        /** The word of LIST RELATIONS and of result rows: {@code materialized_view}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public enum State {
        CREATED,
        ERRORED
    }
}
