package io.braid.engine.service;

import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.TrackedStatement;
import io.braid.engine.analysis.Types;
import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.sql.parse.SqlParser;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements on disk: a file for what became of each, one for every partition of its rows, one for the name a client gave
 * its request, and, in a folder of their own, what was sent and has not ended. They outlive the server until their
 * retention ends.
 */
final class StatementFiles {
    private static final int VERSION = 1;
    private static final String DRAFT = ".draft";

    private final Path directory;
    private final Path running;

    StatementFiles(Path directory) {
        this.directory = directory;
        this.running = directory.resolve("running");
    }

    void open() throws IOException {
        Files.createDirectories(running);
    }

    /** A statement and whose it is. */
    record Remembered(UUID user, TrackedStatement statement) {}

    /**
     * What was sent.
     *
     * @param organization id or name, of the request or else of the token; null when neither says one
     * @param text without secrets
     */
    record Sent(
            UUID user,
            String email,
            @Nullable String organization,
            String text,
            @Nullable String requestId) {}

    /** A statement that has an id and no end. */
    record Begun(UUID id, Instant createdOn, Sent sent) {
        TrackedStatement tracked(List<UUID> statements, @Nullable StatementOutcome outcome) {
            return new TrackedStatement(id, createdOn.truncatedTo(ChronoUnit.MILLIS), statements, outcome);
        }
    }

    /** The statement that stands behind the name of a request, and the request's content. */
    record Named(UUID statement, String fingerprint) {}

    void begin(Begun begun) {
        replace(running.resolve(begun.id().toString()), out -> {
            id(out, begun.id());
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, begun.createdOn()));
            Sent sent = begun.sent();
            id(out, sent.user());
            text(out, sent.email());
            text(out, sent.organization());
            text(out, sent.text());
            text(out, sent.requestId());
        });
    }

    /** Forgets that a statement has begun. */
    void drop(UUID id) {
        try {
            Files.deleteIfExists(running.resolve(id.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that had begun and not ended when the server went away. */
    List<Begun> unfinished() {
        List<Begun> begun = new ArrayList<>();
        try (Stream<Path> files = Files.list(running)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(DRAFT)) {
                    Files.deleteIfExists(file);
                    continue;
                }
                try (DataInputStream in = versioned(file)) {
                    begun.add(new Begun(id(in), Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS), sent(in)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return begun;
    }

    private static Sent sent(DataInputStream in) throws IOException {
        UUID user = id(in);
        String email = required(in);
        String organization = text(in);
        String statement = required(in);
        String requestId = text(in);
        return new Sent(user, email, organization, statement, requestId);
    }

    void name(String request, Named named) {
        replace(directory.resolve(request), out -> {
            id(out, named.statement());
            text(out, named.fingerprint());
        });
    }

    Optional<Named> named(String request) {
        try (DataInputStream in = versioned(directory.resolve(request))) {
            return Optional.of(new Named(id(in), required(in)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that is written. */
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Writes a file whole or not at all. */
    private static void replace(Path file, Content content) {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            try (DataOutputStream out = output(draft)) {
                out.writeByte(VERSION);
                content.write(out);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream versioned(Path file) throws IOException {
        DataInputStream in = input(file);
        int version = in.readByte();
        if (version != VERSION) {
            in.close();
            throw new NoSuchFileException(file.toString(), null, "version " + version + " is not read any more");
        }
        return in;
    }

    /** Writes down the end of a statement. */
    void end(Remembered remembered) {
        TrackedStatement statement = remembered.statement();
        replace(directory.resolve(statement.id().toString()), out -> {
            id(out, remembered.user());
            id(out, statement.id());
            out.writeLong(statement.createdOn().toEpochMilli());
            out.writeInt(statement.statements().size());
            for (UUID single : statement.statements()) {
                id(out, single);
            }
            outcome(out, statement.outcome());
        });
        drop(statement.id());
    }

    Optional<Remembered> read(UUID id) {
        try (DataInputStream in = versioned(directory.resolve(id.toString()))) {
            UUID user = id(in);
            UUID statement = id(in);
            Instant createdOn = Instant.ofEpochMilli(in.readLong());
            List<UUID> singles = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                singles.add(id(in));
            }
            return Optional.of(new Remembered(user, new TrackedStatement(statement, createdOn, singles, outcome(in))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the rows of one partition as they come. */
    final class PartitionWriter implements AutoCloseable {
        private final DataOutputStream out;
        private long rows;

        PartitionWriter(UUID statement, int partition) {
            try {
                out = output(directory.resolve(statement + "." + partition));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void add(@Nullable String[] row) {
            try {
                out.writeInt(row.length);
                for (String cell : row) {
                    text(out, cell);
                }
                rows++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long rows() {
            return rows;
        }

        @Override
        public void close() {
            try {
                out.writeInt(-1);
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    List<@Nullable String[]> rows(UUID statement, int partition) {
        List<@Nullable String[]> rows = new ArrayList<>();
        try (DataInputStream in = input(directory.resolve(statement + "." + partition))) {
            for (int cells = in.readInt(); cells >= 0; cells = in.readInt()) {
                @Nullable String[] row = new String[cells];
                for (int i = 0; i < cells; i++) {
                    row[i] = text(in);
                }
                rows.add(row);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    void copy(UUID from, UUID to, int partitions) {
        try {
            for (int i = 0; i < partitions; i++) {
                Path source = directory.resolve(from + "." + i);
                if (Files.exists(source)) { // rows with secrets are not there
                    Files.copy(source, directory.resolve(to + "." + i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what is older; returns how many files went. */
    int forget(Duration retention) {
        Instant limit = Instant.now().minus(retention);
        int gone = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                    gone++;
                }
            }
        } catch (NoSuchFileException e) {
            return gone; // another look will find the rest
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gone;
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 16_384));
    }

    private static DataInputStream input(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 16_384));
    }

    private static void outcome(DataOutputStream out, @Nullable StatementOutcome outcome) throws IOException {
        if (outcome == null) {
            out.writeByte(0);
            return;
        }
        if (outcome instanceof StatementOutcome.Rows rows) {
            out.writeByte(1);
            context(out, rows.context());
            columns(out, rows.columns());
            out.writeInt(rows.partitions().size());
            for (long partition : rows.partitions()) {
                out.writeLong(partition);
            }
        } else if (outcome instanceof StatementOutcome.Streaming streaming) {
            out.writeByte(2);
            context(out, streaming.context());
            columns(out, streaming.columns());
            id(out, streaming.query());
        } else if (outcome instanceof StatementOutcome.Failed failed) {
            out.writeByte(3);
            context(out, failed.context());
            text(out, failed.sqlState());
            text(out, failed.message());
        }
    }

    private static @Nullable StatementOutcome outcome(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> null;
            case 1 -> {
                SessionContext context = context(in);
                RowType columns = columns(in);
                List<Long> partitions = new ArrayList<>();
                for (int i = in.readInt(); i > 0; i--) {
                    partitions.add(in.readLong());
                }
                yield new StatementOutcome.Rows(context, columns, partitions);
            }
            case 2 -> new StatementOutcome.Streaming(context(in), columns(in), id(in));
            case 3 -> new StatementOutcome.Failed(context(in), required(in), required(in));
            default -> throw new IOException("outcome of kind " + kind + " cannot be read");
        };
    }

    private static void context(DataOutputStream out, SessionContext context) throws IOException {
        UUID organization = context.organizationId();
        text(out, organization == null ? null : organization.toString());
        text(out, context.role());
        text(out, context.database());
        text(out, context.schema());
        text(out, context.store());
        text(out, context.computePool());
    }

    private static SessionContext context(DataInputStream in) throws IOException {
        String organization = text(in);
        return new SessionContext(
                organization == null ? null : UUID.fromString(organization),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in));
    }

    private static void columns(DataOutputStream out, RowType columns) throws IOException {
        out.writeInt(columns.size());
        for (Column column : columns.columns()) {
            text(out, column.name());
            text(out, column.type().toString());
            out.writeBoolean(column.nullable());
        }
    }

    private static RowType columns(DataInputStream in) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            columns.add(new Column(required(in), Types.of(new SqlParser().parseType(required(in))), in.readBoolean()));
        }
        return new RowType(columns);
    }

    private static void id(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID id(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String required(DataInputStream in) throws IOException {
        String text = text(in);
        if (text == null) {
            throw new IOException("a text is missing");
        }
        return text;
    }
}
