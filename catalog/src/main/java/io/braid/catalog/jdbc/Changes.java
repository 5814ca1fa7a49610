package io.braid.catalog.jdbc;

import io.braid.catalog.Audit;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Runs changes and says in words what the constraints of the database have found. */
final class Changes {
    private final Handle handle;
    private final Dialect dialect;

    Changes(Handle handle, Dialect dialect) {
        this.handle = handle;
        this.dialect = dialect;
    }

    /** What to say when a constraint says no. */
    record Refusal(ErrorCode code, String text) {
        static Refusal missing(ErrorCode code, String kind, Object name) {
            return new Refusal(code, kind + " \"" + name + "\" does not exist");
        }

        static Refusal taken(ErrorCode code, String kind, Object name) {
            return new Refusal(code, kind + " \"" + name + "\" already exists");
        }

        static Refusal inUse(String kind, Object name) {
            return new Refusal(
                    ErrorCode.DEPENDENT_OBJECTS, kind + " \"" + name + "\" cannot be dropped, others depend on it");
        }

        StatementException exception() {
            // The text holds names, and a name may hold a percent sign: never a format.
            return StatementException.of(code, text);
        }
    }

    /**
     * Inserts a row, or throws {@code taken}. The conflict is not an error to the database, because an error would end
     * PostgreSQL's transaction, and callers may want to go on.
     */
    void insert(Refusal taken, Refusal missing, String table, String columns, @Nullable Object... values) {
        String marks =
                "?" + ", ?".repeat((int) columns.chars().filter(c -> c == ',').count());
        String sql = "INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ") ON CONFLICT DO NOTHING";
        if (run(missing, sql, values) == 0) {
            throw taken.exception();
        }
    }

    /** Changes or deletes what the caller has looked up. */
    void require(String kind, Object name, String sql, @Nullable Object... arguments) {
        if (run(Refusal.inUse(kind, name), sql, arguments) == 0) {
            throw new IllegalStateException(kind + " \"" + name + "\" does not exist");
        }
    }

    /** Returns the number of rows; {@code broken} is for a reference that leads, or would lead, nowhere. */
    int run(Refusal broken, String sql, @Nullable Object... arguments) {
        try {
            return run(sql, arguments);
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException problem && dialect.isForeignKeyViolation(problem)) {
                throw broken.exception().causedBy(e);
            }
            throw e;
        }
    }

    /** Returns the number of rows. An {@link Audit} stands for its four columns. */
    int run(String sql, @Nullable Object... arguments) {
        List<@Nullable Object> values = new ArrayList<>(arguments.length + 3);
        for (Object argument : arguments) {
            if (argument instanceof Audit audit) {
                values.add(audit.owner());
                values.add(audit.createdBy());
                values.add(value(audit.createdAt()));
                values.add(value(audit.updatedAt()));
            } else {
                values.add(value(argument));
            }
        }
        return handle.execute(sql, values.toArray());
    }

    private static @Nullable Object value(@Nullable Object argument) {
        if (argument instanceof UUID id) {
            return id.toString();
        }
        if (argument instanceof Instant time) {
            return Rows.micros(time);
        }
        if (argument instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        return argument instanceof Enum<?> word ? word.name() : argument;
    }
}
