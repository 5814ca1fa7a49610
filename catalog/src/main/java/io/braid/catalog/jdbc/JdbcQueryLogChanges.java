package io.braid.catalog.jdbc;

import io.braid.catalog.Query;
import io.braid.catalog.QueryEvent;
import io.braid.catalog.QueryLog;
import io.braid.catalog.SavedPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Changes the tables of events, positions and tags of queries. */
final class JdbcQueryLogChanges extends JdbcQueryLog implements QueryLog {
    /** Events that are kept of each query. */
    private static final int MOST_EVENTS = 200;

    private final Changes changes;

    JdbcQueryLogChanges(Handle handle, Changes changes) {
        super(handle);
        this.changes = changes;
    }

    /** Writes down a new state. */
    void state(UUID query, Query.Actual state, String message) {
        add(query, QueryEvent.STATE, state, message);
    }

    @Override
    public void warn(UUID query, Query.Actual state, String message) {
        boolean same = handle.select(
                        "SELECT kind, message FROM query_events WHERE query = ? ORDER BY number DESC LIMIT 1",
                        query.toString())
                .map((row, context) -> row.getString(1).equals(QueryEvent.WARNING)
                        && row.getString(2).equals(message))
                .findFirst()
                .orElse(false);
        if (!same) {
            add(query, QueryEvent.WARNING, state, message);
        }
    }

    private void add(UUID query, String kind, Query.Actual state, String message) {
        long number =
                handle.select("SELECT COALESCE(MAX(number), 0) FROM query_events WHERE query = ?", query.toString())
                                .mapTo(Long.class)
                                .one()
                        + 1;
        changes.run(
                "INSERT INTO query_events (query, number, at, kind, state, message) VALUES (?, ?, ?, ?, ?, ?)",
                query,
                number,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                kind,
                state,
                message);
        changes.run("DELETE FROM query_events WHERE query = ? AND number <= ?", query, number - MOST_EVENTS);
    }

    @Override
    public void savePositions(UUID query, List<SavedPosition> positions) {
        changes.run("DELETE FROM query_positions WHERE query = ?", query);
        for (SavedPosition position : positions) {
            Map<String, String> offsets = new LinkedHashMap<>();
            position.offsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset.toString()));
            changes.run(
                    "INSERT INTO query_positions (query, store, entity, positions) VALUES (?, ?, ?, ?)",
                    query,
                    position.store(),
                    JsonText.of(position.entity()),
                    JsonText.of(offsets));
        }
    }

    @Override
    public void putTag(UUID query, String name, String value) {
        changes.run(
                "INSERT INTO query_tags (query, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (query, name) DO UPDATE SET value = excluded.value",
                query,
                name,
                value);
    }

    @Override
    public boolean removeTag(UUID query, String name) {
        return changes.run("DELETE FROM query_tags WHERE query = ? AND name = ?", query, name) > 0;
    }
}
