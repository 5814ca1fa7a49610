package io.braid.view.sqlite;

import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewScan;
import io.braid.view.ViewShape;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The table of a view: columns {@code c0}, {@code c1}, …, the epoch that wrote the row, and {@code moment}, the
 * milliseconds that retention is measured on. A part of a primary key that is null is kept as a value of another
 * storage class, because SQLite takes two nulls in a key for different.
 */
final class ViewTable {
    private static final byte[] NULL_BYTES = {0};

    private final ViewShape shape;
    private final List<StoredColumn> columns = new ArrayList<>();
    private final boolean[] inKey;
    private final List<Integer> key = new ArrayList<>();
    private final int timeColumn;

    ViewTable(ViewShape shape) {
        this.shape = shape;
        this.inKey = new boolean[shape.columns().size()];
        for (Column column : shape.columns().columns()) {
            columns.add(new StoredColumn(column.type()));
        }
        for (String name : shape.primaryKey()) {
            int index = require(shape, name);
            inKey[index] = true;
            key.add(index);
        }
        this.timeColumn = shape.timeColumn() == null ? -1 : require(shape, shape.timeColumn());
    }

    private static int require(ViewShape shape, String name) {
        OptionalInt index = shape.columns().indexOf(name);
        return index.orElseThrow(() ->
                StatementException.of(ErrorCode.INVALID_PARAMETER, "column \"%s\" does not exist in the view", name));
    }

    ViewShape shape() {
        return shape;
    }

    List<String> creation() {
        StringBuilder table = new StringBuilder("CREATE TABLE rows (");
        if (shape.appendOnly()) {
            table.append("id INTEGER PRIMARY KEY, ");
        }
        for (int i = 0; i < columns.size(); i++) {
            String type = inKey[i] ? "ANY NOT NULL" : columns.get(i).storage().name();
            table.append('c').append(i).append(' ').append(type).append(", ");
        }
        table.append("epoch INTEGER NOT NULL, moment INTEGER NOT NULL");
        if (shape.appendOnly()) {
            table.append(") STRICT");
        } else {
            table.append(", PRIMARY KEY (").append(keyNames()).append(")) STRICT, WITHOUT ROWID");
        }
        List<String> statements = new ArrayList<>(List.of(table.toString()));
        if (shape.retention() != null) {
            statements.add("CREATE INDEX rows_moment ON rows (moment)");
        }
        return statements;
    }

    String insertion() {
        StringBuilder sql = new StringBuilder("INSERT INTO rows (");
        StringBuilder marks = new StringBuilder();
        StringBuilder updates = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            sql.append('c').append(i).append(", ");
            marks.append("?, ");
            if (!inKey[i]) {
                updates.append("c%d = excluded.c%d, ".formatted(i, i));
            }
        }
        sql.append("epoch, moment) VALUES (").append(marks).append("?, ?)");
        if (!shape.appendOnly()) {
            sql.append(" ON CONFLICT (")
                    .append(keyNames())
                    .append(") DO UPDATE SET ")
                    .append(updates);
            sql.append("epoch = excluded.epoch, moment = excluded.moment");
        }
        return sql.toString();
    }

    String deletion() {
        StringBuilder sql = new StringBuilder("DELETE FROM rows WHERE ");
        for (int i = 0; i < key.size(); i++) {
            sql.append(i == 0 ? "" : " AND ").append('c').append(key.get(i)).append(" = ?");
        }
        return sql.toString();
    }

    private String keyNames() {
        return String.join(", ", key.stream().map(i -> "c" + i).toList());
    }

    void bindRow(PreparedStatement statement, @Nullable Object[] values, long epoch, long now) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            bind(statement, i + 1, stored(i, values[i]));
        }
        statement.setLong(columns.size() + 1, epoch);
        statement.setLong(columns.size() + 2, moment(values, now));
    }

    void bindKey(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            bind(statement, i + 1, stored(key.get(i), values[key.get(i)]));
        }
    }

    static void bind(PreparedStatement statement, int position, @Nullable Object stored) throws SQLException {
        if (stored instanceof Long number) {
            statement.setLong(position, number);
        } else if (stored instanceof String text) {
            statement.setString(position, text);
        } else if (stored instanceof byte[] bytes) {
            statement.setBytes(position, bytes);
        } else {
            statement.setObject(position, null);
        }
    }

    private @Nullable Object stored(int column, @Nullable Object value) {
        if (value != null) {
            return columns.get(column).encode(value);
        }
        return inKey[column] ? nullOf(column) : null;
    }

    private Object nullOf(int column) {
        return columns.get(column).storage() == StoredColumn.Storage.BLOB ? (Object) 0L : NULL_BYTES;
    }

    @Nullable
    Object read(ResultSet row, int position, int column) throws SQLException {
        StoredColumn stored = columns.get(column);
        if (inKey[column]) {
            Object raw = row.getObject(position);
            boolean standsForNull =
                    stored.storage() == StoredColumn.Storage.BLOB ? raw instanceof Number : raw instanceof byte[];
            return raw == null || standsForNull ? null : stored.decode(raw);
        }
        Object raw =
                switch (stored.storage()) {
                    case INTEGER -> row.getLong(position);
                    case TEXT -> row.getString(position);
                    case BLOB -> row.getBytes(position);
                };
        if (raw instanceof Long number && number == 0 && row.wasNull()) {
            return null;
        }
        return raw == null ? null : stored.decode(raw);
    }

    private long moment(@Nullable Object[] values, long now) {
        Object value = timeColumn < 0 ? null : values[timeColumn];
        if (value instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        return value instanceof Number number ? number.longValue() : now;
    }

    /** A query and what to put in its places. */
    record Query(String sql, List<Object> parameters) {}

    Query count(long now) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT count(*) FROM rows");
        appendConditions(sql, List.of(), now, parameters);
        return new Query(sql.toString(), parameters);
    }

    Query scan(ViewScan scan, long now) {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT ");
        for (int i = 0; i < scan.columns().size(); i++) {
            sql.append(i == 0 ? "" : ", ").append('c').append(scan.columns().get(i));
        }
        sql.append(scan.columns().isEmpty() ? "1" : "").append(" FROM rows");
        appendConditions(sql, scan.conditions(), now, parameters);
        for (int i = 0; i < scan.order().size(); i++) {
            sql.append(i == 0 ? " ORDER BY " : ", ");
            appendOrder(sql, scan.order().get(i));
        }
        if (scan.limit() >= 0) {
            sql.append(" LIMIT ?");
            parameters.add(scan.limit());
        }
        return new Query(sql.toString(), parameters);
    }

    private void appendConditions(
            StringBuilder sql, List<ViewScan.Condition> conditions, long now, List<Object> parameters) {
        String word = " WHERE ";
        for (ViewScan.Condition condition : conditions) {
            sql.append(word);
            appendCondition(sql, condition, parameters);
            word = " AND ";
        }
        if (shape.retention() != null) {
            // The plus keeps this from choosing the index: rows are to come in the order of the table.
            sql.append(word).append("+moment >= ?");
            parameters.add(now - shape.retention().toMillis());
        }
    }

    private void appendCondition(StringBuilder sql, ViewScan.Condition condition, List<Object> parameters) {
        int column = condition.column();
        String name = "c" + column;
        String sentinel = columns.get(column).storage() == StoredColumn.Storage.BLOB ? "0" : "x'00'";
        Object value = condition.value();
        if (value == null) {
            boolean isNull = condition.operator() == ViewScan.Operator.IS_NULL;
            if (!isNull && condition.operator() != ViewScan.Operator.IS_NOT_NULL) {
                sql.append("0"); // a comparison with null holds for no row
            } else if (inKey[column]) {
                sql.append(name).append(isNull ? " = " : " <> ").append(sentinel);
            } else {
                sql.append(name).append(isNull ? " IS NULL" : " IS NOT NULL");
            }
            return;
        }
        StoredColumn.Place place = columns.get(column).place(value);
        boolean single = place.least().equals(place.greatest()) || place.least() instanceof byte[];
        switch (condition.operator()) {
            case EQUAL -> {
                if (!place.exact()) {
                    sql.append("0");
                } else if (single) {
                    append(sql, parameters, name, " = ?", place.least());
                } else {
                    append(sql, parameters, name, " BETWEEN ? AND ?", place.least(), place.greatest());
                }
                return; // the sentinel of a null equals nothing
            }
            case NOT_EQUAL -> {
                if (!place.exact()) {
                    append(sql, parameters, name, " IS NOT NULL");
                } else if (single) {
                    append(sql, parameters, name, " <> ?", place.least());
                } else {
                    append(sql, parameters, name, " NOT BETWEEN ? AND ?", place.least(), place.greatest());
                }
            }
            case LESS -> append(sql, parameters, name, place.exact() ? " < ?" : " <= ?", place.least());
            case LESS_OR_EQUAL -> append(sql, parameters, name, " <= ?", place.greatest());
            case GREATER -> append(sql, parameters, name, " > ?", place.greatest());
            case GREATER_OR_EQUAL -> append(sql, parameters, name, place.exact() ? " >= ?" : " > ?", place.least());
            case IS_NULL, IS_NOT_NULL -> throw new IllegalArgumentException("a null test has no value");
        }
        if (inKey[column]) {
            sql.append(" AND ").append(name).append(" <> ").append(sentinel);
        }
    }

    private static void append(
            StringBuilder sql, List<Object> parameters, String name, String comparison, Object... values) {
        sql.append(name).append(comparison);
        parameters.addAll(List.of(values));
    }

    private void appendOrder(StringBuilder sql, ViewScan.Order order) {
        boolean blob = columns.get(order.column()).storage() == StoredColumn.Storage.BLOB;
        // Where the stand-in for null already sorts to the wanted end, the key's own order serves.
        boolean natural = blob == (order.nullsFirst() != order.descending());
        if (inKey[order.column()] && natural) {
            sql.append('c').append(order.column()).append(order.descending() ? " DESC" : " ASC");
            return;
        }
        if (inKey[order.column()]) {
            sql.append("NULLIF(c").append(order.column()).append(blob ? ", 0)" : ", x'00')");
        } else {
            sql.append('c').append(order.column());
        }
        sql.append(order.descending() ? " DESC" : " ASC").append(order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
    }
}
