package io.braid.engine.statement;

import io.braid.engine.run.LiveFeed;
import io.braid.engine.session.Session;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an action gives back. */
public sealed interface StatementResult {
    /**
     * Something was changed.
     *
     * @param next the session that the client continues with, null for the same
     */
    record Done(List<Artifact> artifacts, @Nullable Session next) implements StatementResult {
        public Done {
            artifacts = List.copyOf(artifacts);
        }

        public static Done of(Artifact... artifacts) {
            return new Done(List.of(artifacts), null);
        }
    }

    /** Rows that end. */
    record Table(RowType columns, Rows rows) implements StatementResult {
        public static Table of(RowType columns, List<@Nullable Object[]> rows) {
            return new Table(columns, Rows.of(rows));
        }
    }

    /**
     * Something was changed, and there are secrets to tell. The rows are held in memory for a while, never written down.
     *
     * @param column the name of the column after those of the artifacts
     */
    record Revealed(String column, List<Told> told) implements StatementResult {
        public Revealed {
            told = List.copyOf(told);
        }

        public List<Artifact> artifacts() {
            return told.stream().map(Told::artifact).toList();
        }

        public RowType columns() {
            List<Column> columns = new ArrayList<>(Artifact.COLUMNS.columns());
            columns.add(Column.of(column, DataType.VARCHAR));
            return new RowType(columns);
        }

        public Rows rows() {
            Rows plain = Artifact.rows(artifacts());
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (Told each : told) {
                @Nullable Object[] row = plain.next();
                row = Arrays.copyOf(row, row.length + 1);
                row[row.length - 1] = each.secret();
                rows.add(row);
            }
            return Rows.of(rows);
        }
    }

    /** What was changed, and its secret, if it has one. */
    record Told(Artifact artifact, @Nullable String secret) {
        @Override
        public String toString() {
            return "Told[" + artifact.name() + "]";
        }
    }

    /** Rows without end. */
    record Live(UUID query, LiveFeed feed) implements StatementResult {}

    /** Nothing to say: a text of comments alone. */
    record Nothing() implements StatementResult {}

    /** Rows, read once, then closed. */
    interface Rows extends Iterator<@Nullable Object[]>, AutoCloseable {
        @Override
        default void close() {}

        static Rows of(List<@Nullable Object[]> rows) {
            Iterator<@Nullable Object[]> iterator = rows.iterator();
            return new Rows() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public @Nullable Object[] next() {
                    return iterator.next();
                }
            };
        }
    }
}
