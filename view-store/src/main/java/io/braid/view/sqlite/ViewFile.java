package io.braid.view.sqlite;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewShape;
import io.braid.view.ViewStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One open view: its file, the one connection that writes, and those that read. Shared between threads; the writing
 * connection belongs to whoever holds {@link #lock}.
 */
final class ViewFile {
    private static final int BUSY_MILLIS = 10_000;
    private static final int LOG_LIMIT_BYTES = 16 << 20;

    private final UUID view;
    private final Path path;
    private final ViewTable table;
    private final ReadConnections readers;
    private final Connection connection;
    private final PreparedStatement insertion;
    private final @Nullable PreparedStatement deletion;
    private volatile boolean dropped;
    private volatile boolean closed;

    /** Held while the writing connection is used. */
    final ReentrantLock lock = new ReentrantLock();

    private ViewFile(UUID view, Path path, Connection connection, ViewShape shape) throws SQLException {
        this.view = view;
        this.path = path;
        this.connection = connection;
        this.table = new ViewTable(shape);
        this.readers = new ReadConnections(view, path);
        this.insertion = connection.prepareStatement(table.insertion());
        this.deletion = shape.appendOnly() ? null : connection.prepareStatement(table.deletion());
    }

    /** Opens the file of a view; null when there is none, or one whose creation was cut short. */
    static @Nullable ViewFile find(UUID view, Path path) {
        if (!Files.exists(path)) {
            return null;
        }
        Connection connection = null;
        try {
            connection = connect(path, false);
            ViewShape shape = readShape(connection);
            if (shape != null) {
                return new ViewFile(view, path, connection, shape);
            }
            connection.close();
            return null;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failure(view, "opened", e);
        }
    }

    static ViewFile create(UUID view, Path path, ViewShape shape) {
        ViewTable table = new ViewTable(shape);
        Connection connection = null;
        try {
            delete(path); // a log left alone by an interrupted drop would be replayed into the new file
            connection = connect(path, false);
            writeShape(connection, table);
            return new ViewFile(view, path, connection, shape);
        } catch (SQLException | IOException e) {
            closeQuietly(connection);
            throw failure(view, "created", e);
        }
    }

    private static void writeShape(Connection connection, ViewTable table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : table.creation()) {
                statement.executeUpdate(sql);
            }
            statement.executeUpdate("CREATE TABLE shape (text TEXT NOT NULL) STRICT");
        }
        try (PreparedStatement keep = connection.prepareStatement("INSERT INTO shape VALUES (?)")) {
            keep.setString(1, ShapeText.write(table.shape()));
            keep.executeUpdate();
        }
        connection.commit();
    }

    private static @Nullable ViewShape readShape(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'shape' AND type = 'table'")) {
                if (!found.next()) {
                    return null;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT text FROM shape")) {
                ViewShape shape = row.next() ? ShapeText.read(row.getString(1)) : null;
                connection.setAutoCommit(false);
                return shape;
            }
        }
    }

    static Connection connect(Path path, boolean forReading) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setGetGeneratedKeys(false);
        if (forReading) {
            config.setReadOnly(true); // and so it never makes an empty file where one has been dropped
            return config.createConnection("jdbc:sqlite:" + path);
        }
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    UUID view() {
        return view;
    }

    ViewTable table() {
        return table;
    }

    ReadConnections readers() {
        return readers;
    }

    boolean dropped() {
        return dropped;
    }

    boolean closed() {
        return closed;
    }

    /** With {@link #lock} held. */
    Connection connection() {
        return connection;
    }

    /** With {@link #lock} held. */
    PreparedStatement insertion() {
        return insertion;
    }

    /** With {@link #lock} held; null for a view that keeps every row. */
    @Nullable
    PreparedStatement deletion() {
        return deletion;
    }

    /** Deletes by one statement with one number, in a transaction of its own. */
    void deleteWhere(String condition, long number) {
        lock.lock();
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM rows WHERE " + condition)) {
            statement.setLong(1, number);
            statement.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            rollBack();
            throw failure(view, "written", e);
        } finally {
            lock.unlock();
        }
    }

    void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The failure that led here is the one to report.
        }
    }

    /** Asks the operating system to put the log on the disk: SQLite itself does so only when it moves the log's pages. */
    void force() {
        Path log = beside(path, "-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            throw failure(view, "flushed", e);
        }
    }

    void close() {
        closed = true;
        readers.close();
        lock.lock();
        try {
            closeQuietly(connection);
        } finally {
            lock.unlock();
        }
    }

    void drop() {
        dropped = true;
        close();
        try {
            delete(path);
        } catch (IOException e) {
            throw failure(view, "dropped", e);
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(beside(path, "-wal"));
        Files.deleteIfExists(beside(path, "-shm"));
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    static void closeQuietly(@Nullable AutoCloseable resource) {
        if (resource == null) {
            return;
        }
        try {
            resource.close();
        } catch (Exception e) {
            // Nothing is lost: what was committed is committed, and the rest is to be forgotten.
        }
    }

    static ViewStoreException failure(UUID view, String done, Exception cause) {
        return new ViewStoreException("view \"" + view + "\" cannot be " + done + ": " + cause.getMessage(), cause);
    }

    static StatementException missing(UUID view) {
        return StatementException.of(ErrorCode.INVALID_RELATION, "view \"%s\" does not exist", view);
    }
}
