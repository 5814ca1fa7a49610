package io.braid.view.sqlite;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of one statement, which sees the view as it was when it began. */
final class SqliteRows implements ViewRows {
    private final ViewFile file;
    private final List<Integer> columns;
    private final ReadConnections.Reading reading;
    private final ResultSet rows;
    private State state = State.BEFORE_ROW;

    private enum State {
        BEFORE_ROW,
        ON_ROW,
        ENDED,
        CLOSED
    }

    private SqliteRows(ViewFile file, List<Integer> columns, ReadConnections.Reading reading, ResultSet rows) {
        this.file = file;
        this.columns = columns;
        this.reading = reading;
        this.rows = rows;
    }

    static SqliteRows open(ViewFile file, ViewTable.Query query, List<Integer> columns) {
        try {
            ReadConnections.Reading reading = file.readers().take();
            try {
                PreparedStatement statement = reading.prepare(query.sql());
                for (int i = 0; i < query.parameters().size(); i++) {
                    ViewTable.bind(statement, i + 1, query.parameters().get(i));
                }
                return new SqliteRows(file, columns, reading, statement.executeQuery());
            } catch (SQLException | RuntimeException e) {
                file.readers().giveBack(reading);
                throw e;
            }
        } catch (SQLException e) {
            throw file.dropped() ? ViewFile.missing(file.view()) : ViewFile.failure(file.view(), "read", e);
        }
    }

    @Override
    public boolean hasNext() {
        if (state == State.BEFORE_ROW) {
            requireView();
            try {
                state = rows.next() ? State.ON_ROW : State.ENDED;
            } catch (SQLException e) {
                throw ViewFile.failure(file.view(), "read", e);
            }
        }
        return state == State.ON_ROW;
    }

    @Override
    public @Nullable Object[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows");
        }
        try {
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = file.table().read(rows, i + 1, columns.get(i));
            }
            state = State.BEFORE_ROW;
            return values;
        } catch (SQLException e) {
            throw ViewFile.failure(file.view(), "read", e);
        }
    }

    long number() {
        if (!hasNext()) {
            throw new NoSuchElementException("no row");
        }
        try {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw ViewFile.failure(file.view(), "read", e);
        }
    }

    private void requireView() {
        if (file.dropped()) {
            throw StatementException.of(
                    ErrorCode.INVALID_RELATION,
                    "view \"%s\" does not exist any more: it was dropped while it was read",
                    file.view());
        }
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        ViewFile.closeQuietly(rows);
        file.readers().giveBack(reading);
    }
}
