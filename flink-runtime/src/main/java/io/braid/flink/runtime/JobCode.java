package io.braid.flink.runtime;

import io.braid.feed.FeedAddress;
import io.braid.flink.job.feed.FeedSinkFactory;
import io.braid.spi.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The jars that a job needs and a Flink cluster does not have: ours, and what they read records with. */
final class JobCode {
    /** One class of each. Those that are named as texts are not compiled against: they are only found when a job runs. */
    private static final List<String> ONE_OF_EACH = List.of(
            FeedSinkFactory.class.getName(),
            FeedAddress.class.getName(),
            ErrorCode.class.getName(),
            "io.braid.formats.RecordDecoder",
            "io.braid.connector.registry.ConfluentRegistryType",
            "org.apache.avro.Schema",
            "com.google.protobuf.DynamicMessage",
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.annotation.JsonProperty",
            "org.apache.flink.connector.kafka.source.KafkaSource",
            "org.apache.flink.formats.json.JsonFormatFactory");

    private JobCode() {}

    /** @param scratch where classes that lie in a folder, as they do while we build, are packed */
    static List<Path> jars(Path scratch) throws IOException {
        Set<Path> jars = new LinkedHashSet<>();
        for (String name : ONE_OF_EACH) {
            Path place = place(name);
            jars.add(Files.isDirectory(place) ? packed(place, scratch) : place);
        }
        return List.copyOf(jars);
    }

    private static Path place(String name) throws IOException {
        try {
            Class<?> type = Class.forName(name, false, JobCode.class.getClassLoader());
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IOException(name + " is not installed", e);
        }
    }

    private static Path packed(Path folder, Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Path jar = Files.createTempFile(scratch, "job-code", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
