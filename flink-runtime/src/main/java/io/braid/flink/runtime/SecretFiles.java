package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.cache.DistributedCache.DistributedCacheEntry;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * The secrets that a job's functions may read, on their way into the cluster: a file each, which the function asks for
 * by the secret's name. Parameters of a job would be shown by Flink's own pages; files are not. They are deleted once
 * the cluster has its copies.
 */
final class SecretFiles implements AutoCloseable {
    private final Map<String, Path> files = new LinkedHashMap<>();

    private SecretFiles() {}

    static SecretFiles write(Iterable<BoundFunction> functions, Path directory) {
        SecretFiles all = new SecretFiles();
        try {
            for (BoundFunction function : functions) {
                for (Map.Entry<String, Secret> secret : function.secrets().entrySet()) {
                    if (!all.files.containsKey(secret.getKey())) {
                        all.files.put(secret.getKey(), write(secret.getValue(), directory));
                    }
                }
            }
        } catch (IOException e) {
            all.close();
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Path write(Secret secret, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = Files.createTempFile(
                directory,
                "job",
                ".value",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, secret.reveal().getBytes(StandardCharsets.UTF_8));
        return file;
    }

    void addTo(JobGraph job) {
        files.forEach((name, file) ->
                job.addUserArtifact(name, new DistributedCacheEntry(file.toUri().toString(), false)));
    }

    @Override
    public void close() {
        for (Path file : files.values()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
