package io.braid.server;

import io.braid.server.identity.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The directory of everything the server keeps; one server uses it at a time. */
public final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the directory or takes over the one there is, and empties its scratch space.
     *
     * @throws SettingsException when another server uses it
     */
    public static DataDirectory open(Path path) throws IOException {
        Path root = path.toAbsolutePath().normalize();
        OwnerOnly.folder(root);
        // Locked in one file and told in another: a locked file cannot be read everywhere.
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Path pidFile = root.resolve("pid");
        if (tryLock(channel) == null) {
            channel.close();
            String pid = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
            throw new SettingsException("another server is using this directory: \"" + root + "\" (process " + pid
                    + "); stop it or choose another with --data");
        }
        Files.write(pidFile, Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
        DataDirectory directory = new DataDirectory(root, channel);
        // Left behind by a server that was killed: whoever waits for the file must not read the addresses of then.
        Files.deleteIfExists(directory.endpoints());
        empty(directory.scratch());
        return directory;
    }

    public Path root() {
        return root;
    }

    public Path catalog() {
        return root.resolve("catalog").resolve("catalog.db");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    /** The token of the first user. */
    public Path token() {
        return root.resolve("token");
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path flink() {
        return root.resolve("flink");
    }

    public Path views() {
        return root.resolve("views");
    }

    public Path results() {
        return root.resolve("results");
    }

    /** Emptied at every start; the temporary files of all libraries are there. */
    public Path scratch() {
        return root.resolve("tmp");
    }

    /** Where a running server says how it can be reached. */
    public Path endpoints() {
        return root.resolve("endpoints.json");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(endpoints());
        Files.deleteIfExists(root.resolve("pid"));
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process has it already
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
