package io.braid.catalog.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The catalog in SQLite or PostgreSQL. Shared between threads: reads go side by side, each in a transaction of its own
 * that sees one state of the catalog; writes go one after the other.
 *
 * <p>Inside a write, the same thread may call the catalog again: a read sees what was written so far, a write is a part
 * of the outer one that can fail alone.
 */
public final class JdbcCatalog implements Catalog {
    private static final int READERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Dialect dialect;
    private final HikariDataSource writers;
    private final HikariDataSource readers;
    private final Jdbi writing;
    private final Jdbi reading;
    private final ReentrantLock oneWriter = new ReentrantLock(true);

    /** The transaction of the thread that holds the lock. */
    private @Nullable JdbcTransaction current;

    private int depth;

    private JdbcCatalog(Dialect dialect, HikariDataSource writers, HikariDataSource readers) {
        this.dialect = dialect;
        this.writers = writers;
        this.readers = readers;
        writing = Jdbi.create(writers);
        reading = Jdbi.create(readers);
    }

    /** Opens the file, or makes it and its folder. */
    public static JdbcCatalog sqlite(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            Path folder = absolute.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the catalog \"" + absolute + "\" cannot be made", e);
        }
        SQLiteConfig write = sqliteConfig();
        write.setJournalMode(SQLiteConfig.JournalMode.WAL);
        write.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        write.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        write.enforceForeignKeys(true);
        SQLiteConfig read = sqliteConfig();
        read.setReadOnly(true);
        HikariConfig writer = sqlitePool("catalog-writer", 1, absolute, write);
        HikariConfig readers = sqlitePool("catalog-readers", READERS, absolute, read);
        readers.setReadOnly(true);
        return open(Dialect.SQLITE, writer, readers);
    }

    /** Connects to a database that exists; the tables go to the first schema of the user's search path. */
    public static JdbcCatalog postgresql(String url, String user, String password) {
        // Flyway wants several connections at once; the catalog itself writes through one.
        HikariConfig write = postgresqlPool("catalog-writer", 4, url, user, password);
        write.setMinimumIdle(1);
        write.setConnectionInitSql("SET lock_timeout = '" + PATIENCE.toMillis() + "ms'");
        HikariConfig read = postgresqlPool("catalog-readers", READERS, url, user, password);
        read.setMinimumIdle(2);
        read.setReadOnly(true);
        read.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        return open(Dialect.POSTGRESQL, write, read);
    }

    /** Readers come second: SQLite's cannot open a file that is not there yet. */
    private static JdbcCatalog open(Dialect dialect, HikariConfig write, HikariConfig read) {
        HikariDataSource writers = new HikariDataSource(write);
        try {
            Migrations.run(dialect, writers);
            return new JdbcCatalog(dialect, writers, new HikariDataSource(read));
        } catch (RuntimeException e) {
            writers.close();
            throw e;
        }
    }

    private static SQLiteConfig sqliteConfig() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        return config;
    }

    private static HikariConfig sqlitePool(String name, int size, Path file, SQLiteConfig sqlite) {
        SQLiteDataSource dataSource = new SQLiteDataSource(sqlite);
        dataSource.setUrl("jdbc:sqlite:" + file);
        HikariConfig config = pool(name, size);
        config.setDataSource(dataSource);
        config.setMinimumIdle(1);
        // A file does not hang up.
        config.setMaxLifetime(0);
        config.setKeepaliveTime(0);
        return config;
    }

    private static HikariConfig postgresqlPool(String name, int size, String url, String user, String password) {
        HikariConfig config = pool(name, size);
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        return config;
    }

    private static HikariConfig pool(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return config;
    }

    @Override
    public <T> T read(Function<CatalogView, T> work) {
        JdbcTransaction outer = mine();
        if (outer != null) {
            return work.apply(outer);
        }
        return reading.inTransaction(handle -> work.apply(new JdbcView(handle)));
    }

    @Override
    public <T> T write(Function<CatalogTransaction, T> work) {
        return change(work, Ending.KEEP);
    }

    @Override
    public <T> T rehearse(Function<CatalogTransaction, T> work) {
        return change(work, Ending.UNDO);
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }

    private enum Ending {
        KEEP,
        UNDO
    }

    private @Nullable JdbcTransaction mine() {
        return oneWriter.isHeldByCurrentThread() ? current : null;
    }

    private <T> T change(Function<CatalogTransaction, T> work, Ending ending) {
        JdbcTransaction outer = mine();
        if (outer != null) {
            return changeInside(outer, work, ending);
        }
        oneWriter.lock();
        try (Handle handle = writing.open()) {
            handle.begin();
            try {
                dialect.waitForOtherWriters(handle);
                JdbcTransaction transaction = new JdbcTransaction(handle, dialect);
                current = transaction;
                T result = work.apply(transaction);
                if (ending == Ending.KEEP) {
                    handle.commit();
                }
                return result;
            } finally {
                current = null;
                if (handle.isInTransaction()) {
                    handle.rollback();
                }
            }
        } finally {
            oneWriter.unlock();
        }
    }

    private <T> T changeInside(JdbcTransaction outer, Function<CatalogTransaction, T> work, Ending ending) {
        String savepoint = "inner" + depth++;
        outer.handle.savepoint(savepoint);
        boolean keep = false;
        try {
            T result = work.apply(outer);
            keep = ending == Ending.KEEP;
            return result;
        } finally {
            depth--;
            if (keep) {
                outer.handle.releaseSavepoint(savepoint);
            } else {
                outer.handle.rollbackToSavepoint(savepoint);
            }
        }
    }
}
