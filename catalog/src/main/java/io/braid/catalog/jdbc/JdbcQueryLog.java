package io.braid.catalog.jdbc;

import io.braid.catalog.Query;
import io.braid.catalog.QueryEvent;
import io.braid.catalog.QueryLogView;
import io.braid.catalog.SavedPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads the tables of events, positions and tags of queries. */
class JdbcQueryLog implements QueryLogView {
    final Handle handle;

    JdbcQueryLog(Handle handle) {
        this.handle = handle;
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
}
