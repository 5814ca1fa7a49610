package io.braid.catalog.jdbc;

import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Where the two databases differ. */
enum Dialect {
    SQLITE {
        @Override
        Map<String, String> placeholders() {
            return Map.of("name", "TEXT", "integer", "INTEGER", "bytes", "BLOB", "strict", " STRICT");
        }

        /** Nothing to do: the transaction itself begins by taking the file's one write lock. */
        @Override
        void waitForOtherWriters(Handle handle) {}

        @Override
        boolean isForeignKeyViolation(SQLException problem) {
            return problem instanceof SQLiteException sqlite
                    && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY;
        }
    },

    POSTGRESQL {
        @Override
        Map<String, String> placeholders() {
            return Map.of("name", "TEXT COLLATE \"C\"", "integer", "BIGINT", "bytes", "BYTEA", "strict", "");
        }

        /** Writers of every server on this database go one after the other, as they do in SQLite. */
        @Override
        void waitForOtherWriters(Handle handle) {
            handle.execute("SELECT pg_advisory_xact_lock(" + WRITERS + ")");
        }

        @Override
        boolean isForeignKeyViolation(SQLException problem) {
            return "23503".equals(problem.getSQLState());
        }
    };

    /** Key of the advisory lock: "braid" in ASCII. */
    private static final long WRITERS = 0x6272616964L;

    /** What the migrations leave open. */
    abstract Map<String, String> placeholders();

    /** Called first in every transaction that may write. */
    abstract void waitForOtherWriters(Handle handle);

    abstract boolean isForeignKeyViolation(SQLException problem);
}
