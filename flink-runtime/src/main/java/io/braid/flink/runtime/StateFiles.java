package io.braid.flink.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
        try (Stream<Path> files = Files.find(
                root, DEPTH_OF_METADATA, (path, attributes) -> path.endsWith(METADATA) && attributes.size() > 0)) {
            return files.map(StateFiles::withTime)
                    .flatMap(Optional::stream)
                    .max(Comparator.comparing(Complete::written).thenComparing(Complete::number))
                    .map(complete -> uri(complete.path()));
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("checkpoints of query " + query + " cannot be listed", e);
        }
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

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Somebody else deleted it.
            return;
        } catch (IOException e) {
            throw new IllegalStateException("state in " + root.getFileName() + " cannot be deleted", e);
        }
    }

    private record Complete(Path path, FileTime written, long number) {}
}
