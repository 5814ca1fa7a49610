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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements on disk: a file for what became of each, and one for every partition of its rows. They outlive the server
 * until their retention ends.
 */
final class StatementFiles {
    private static final int VERSION = 1;

    private final Path directory;

    StatementFiles(Path directory) {
        this.directory = directory;
    }

    void open() throws IOException {
        Files.createDirectories(directory);
    }

    /** A statement and whose it is. */
    record Remembered(UUID user, TrackedStatement statement) {}

    void write(Remembered remembered) {
        Path file = directory.resolve(remembered.statement().id().toString());
        Path draft = directory.resolve(remembered.statement().id() + ".draft");
        try {
            try (DataOutputStream out = output(draft)) {
                out.writeByte(VERSION);
                id(out, remembered.user());
                TrackedStatement statement = remembered.statement();
                id(out, statement.id());
                out.writeLong(statement.createdOn().toEpochMilli());
                out.writeInt(statement.statements().size());
                for (UUID single : statement.statements()) {
                    id(out, single);
                }
                outcome(out, statement.outcome());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Remembered> read(UUID id) {
        try (DataInputStream in = input(directory.resolve(id.toString()))) {
            int version = in.readByte();
            if (version != VERSION) {
                return Optional.empty();
            }
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
                Files.copy(
                        directory.resolve(from + "." + i),
                        directory.resolve(to + "." + i),
                        StandardCopyOption.REPLACE_EXISTING);
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
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
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
