package io.braid.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that statements of scripts bring along: those of a folder, by their names. */
public final class ScriptFiles {
    private static final Pattern FILE = Pattern.compile("'file' = '@?([\\w.]+)'");

    private final Path folder;

    public ScriptFiles(Path folder) {
        this.folder = folder;
    }

    /** The files that a statement names and the folder has, as attachments of its request. */
    public Map<String, byte[]> of(String statement) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Matcher named = FILE.matcher(statement);
        while (named.find()) {
            Path file = folder.resolve(named.group(1));
            if (Files.exists(file)) {
                files.put(named.group(1), read(file));
            }
        }
        return files;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
