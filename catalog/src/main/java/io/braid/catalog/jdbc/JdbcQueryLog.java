package io.braid.catalog.jdbc;

import io.braid.catalog.Query;
import io.braid.catalog.QueryEvent;
import io.braid.catalog.QueryLog;
import io.braid.catalog.SavedPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The tables of events, positions and tags of queries. */
final class JdbcQueryLog implements QueryLog {
    /** Events that are kept of each query. */
    private static final int MOST_EVENTS = 200;

    private final Handle handle;
    private final @Nullable Changes changes;

    /** @param changes null to read only */
    JdbcQueryLog(Handle handle, @Nullable Changes changes) {
        this.handle = handle;
        this.changes = changes;
    }

    @Override
    public List<QueryEvent> events(UUID query) {
        return List.copyOf(
                handle.select("SELECT * FROM query_events WHERE query = ? ORDER BY number DESC", query.toString())
                        .map(JdbcQueryLog::event)
                        .list());
    }

    private static QueryEvent event(ResultSet row, StatementContext context) throws SQLException {
        return new QueryEvent(
                Rows.time(row, "at"),
                row.getString("kind"),
                Query.Actual.valueOf(row.getString("state")),
                row.getString("message"));
    }

    @Override
    public List<SavedPosition> positions(UUID query) {
        return List.copyOf(
                handle.select("SELECT * FROM query_positions WHERE query = ? ORDER BY store, entity", query.toString())
                        .map(JdbcQueryLog::position)
                        .list());
    }

    private static SavedPosition position(ResultSet row, StatementContext context) throws SQLException {
        Map<Integer, Long> offsets = new TreeMap<>();
        JsonText.map(row.getString("positions"))
                .forEach((partition, offset) -> offsets.put(Integer.valueOf(partition), Long.valueOf(offset)));
        return new SavedPosition(row.getString("store"), JsonText.list(row.getString("entity")), offsets);
    }

    @Override
    public Map<String, String> tags(UUID query) {
        Map<String, String> tags = new LinkedHashMap<>();
        handle.select("SELECT name, value FROM query_tags WHERE query = ? ORDER BY name", query.toString())
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    private Changes changes() {
        if (changes == null) {
            throw new IllegalStateException("this view only reads");
        }
        return changes;
    }

    /** Writes down a new state. */
    void state(UUID query, Query.Actual state, String message) {
        add(query, QueryEvent.STATE, state, message);
    }

    @Override
    public void warn(UUID query, Query.Actual state, String message) {
        boolean same = events(query).stream()
                .findFirst()
                .filter(event -> event.kind().equals(QueryEvent.WARNING)
                        && event.message().equals(message))
                .isPresent();
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
        changes()
                .run(
                        "INSERT INTO query_events (query, number, at, kind, state, message) VALUES (?, ?, ?, ?, ?, ?)",
                        query,
                        number,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        kind,
                        state,
                        message);
        changes().run("DELETE FROM query_events WHERE query = ? AND number <= ?", query, number - MOST_EVENTS);
    }

    @Override
    public void savePositions(UUID query, List<SavedPosition> positions) {
        changes().run("DELETE FROM query_positions WHERE query = ?", query);
        for (SavedPosition position : positions) {
            Map<String, String> offsets = new LinkedHashMap<>();
            position.offsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset.toString()));
            changes()
                    .run(
                            "INSERT INTO query_positions (query, store, entity, positions) VALUES (?, ?, ?, ?)",
                            query,
                            position.store(),
                            JsonText.of(position.entity()),
                            JsonText.of(offsets));
        }
    }

    @Override
    public void putTag(UUID query, String name, String value) {
        changes()
                .run(
                        "INSERT INTO query_tags (query, name, value) VALUES (?, ?, ?)"
                                + " ON CONFLICT (query, name) DO UPDATE SET value = excluded.value",
                        query,
                        name,
                        value);
    }

    @Override
    public boolean removeTag(UUID query, String name) {
        return changes().run("DELETE FROM query_tags WHERE query = ? AND name = ?", query, name) > 0;
    }
}
