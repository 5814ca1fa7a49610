package io.braid.flink.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of queries lies: {@code <directory>/<query>/<job>/chk-N} for checkpoints, {@code
 * <directory>/<query>/savepoint-…} for savepoints. Shared between threads.
 */
final class StateFiles {
    /** Written last, so that its presence means that the rest is there. */
    private static final String METADATA = "_metadata";

    private static final int DEPTH_OF_METADATA = 3;

    private final Path directory;

    StateFiles(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    Path of(UUID query) {
        return directory.resolve(query.toString());
    }

    /** The newest complete checkpoint or savepoint of any attempt. */
    Optional<String> newest(UUID query) {
        Path root = of(query);
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        List<Complete> complete = new ArrayList<>();
        try {
            Files.walkFileTree(root, Set.of(), DEPTH_OF_METADATA, new Visitor() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith(METADATA) && attributes.size() > 0) {
                        withTime(file).ifPresent(complete::add);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("checkpoints of query " + query + " cannot be listed", e);
        }
        return complete.stream()
                .max(Comparator.comparing(Complete::written).thenComparing(Complete::number))
                .map(newest -> uri(newest.path()));
    }

    private static Optional<Complete> withTime(Path metadata) {
        Path folder = Objects.requireNonNull(metadata.getParent());
        try {
            return Optional.of(new Complete(folder, Files.getLastModifiedTime(metadata), number(folder)));
        } catch (IOException e) {
            // A running job removes its older checkpoints.
            return Optional.empty();
        }
    }

    private static long number(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("chk-\\d{1,18}") ? Long.parseLong(name.substring("chk-".length())) : Long.MAX_VALUE;
    }

    /** Deletes everything of a query; no error when there is nothing. */
    void delete(UUID query) {
        delete(of(query));
    }

    /**
     * Deletes the checkpoints of other attempts than the one that starts and the one it starts from. An attempt that
     * starts from nothing must not find, after a crash before its first checkpoint, state it was told to leave behind.
     */
    void keepOnly(UUID query, String jobId, Optional<String> restorePath) {
        Optional<Path> source = restorePath.map(StateFiles::path);
        deleteUnless(
                query,
                attempt -> attempt.endsWith(jobId)
                        || source.filter(path -> path.startsWith(attempt)).isPresent());
    }

    /** Deletes all checkpoints and savepoints of a query that has ended, except this one. */
    void keepOnly(UUID query, String uri) {
        deleteUnless(query, path(uri)::startsWith);
    }

    private void deleteUnless(UUID query, Predicate<Path> kept) {
        Path root = of(query);
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> attempts = Files.list(root)) {
            List<Path> old = attempts.filter(Predicate.not(kept)).toList();
            old.forEach(StateFiles::delete);
        } catch (IOException e) {
            throw new IllegalStateException("old checkpoints of query " + query + " cannot be listed", e);
        }
    }

    /** Flink's file names are URIs without escapes. */
    static String uri(Path path) {
        return "file://" + path.toAbsolutePath();
    }

    static Path path(String uri) {
        return Path.of(uri.replaceFirst("^file:/+", "/")).normalize();
    }

    /** Deletes a folder with all in it; no error when there is none. */
    static void delete(Path root) {
        try {
            Files.walkFileTree(root, new Visitor() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    super.postVisitDirectory(visited, failure);
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException("state in " + root.getFileName() + " cannot be deleted", e);
        }
    }

    /** Of folders from which a running job takes away its older checkpoints meanwhile. */
    private static class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public final FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return continueIfGone(failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : continueIfGone(failure);
        }

        private static FileVisitResult continueIfGone(IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private record Complete(Path path, FileTime written, long number) {}
}
