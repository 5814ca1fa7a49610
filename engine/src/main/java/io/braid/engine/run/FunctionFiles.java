package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.FunctionSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The files of function sources on this machine's disk, where class loaders need them. The catalog has them; these are
 * copies, named by what is in them. Shared between threads.
 */
public final class FunctionFiles {
    private final Catalog catalog;
    private final Path directory;

    public FunctionFiles(Catalog catalog, Path directory) {
        this.catalog = catalog;
        this.directory = directory;
    }

    public Path of(FunctionSource source) {
        return of(source.organization(), source.name(), source.sha256());
    }

    /** @param sha256 of the content; a source that was dropped and made again is another one */
    public Path of(UUID organization, String source, String sha256) {
        Path file = path(sha256);
        if (Files.exists(file)) {
            return file;
        }
        byte[] content = catalog.read(view -> view.library().functionSourceContent(organization, source));
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, sha256, ".part");
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The copy goes; it comes back should someone still need it. */
    public void forget(FunctionSource source) {
        try {
            Files.deleteIfExists(path(source.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String sha256) {
        return directory.resolve(sha256 + ".jar");
    }
}
