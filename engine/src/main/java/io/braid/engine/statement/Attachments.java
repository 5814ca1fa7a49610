package io.braid.engine.statement;

import io.braid.sql.tree.Property;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that came with a request. A parameter names one by the name of its part; the spellings of the official
 * clients are all understood: {@code 'name.jar'}, {@code '@name.jar'}, {@code '@/path/to/name.jar'}.
 */
public final class Attachments {
    private Attachments() {}

    /** The bytes of the file that the parameter names. */
    public static Optional<byte[]> find(Property property, StatementContext context) {
        String wanted = property.text();
        String plain = wanted.startsWith("@") ? wanted.substring(1) : wanted;
        Map<String, byte[]> files = context.session().attachments();
        for (String candidate : List.of(wanted, plain, "@" + plain, baseName(wanted))) {
            byte[] bytes = files.get(candidate);
            if (bytes != null) {
                return Optional.of(bytes);
            }
        }
        return Optional.empty();
    }

    /** The last part of a path, without the sign that marks it as a file. */
    public static String baseName(String path) {
        String plain = path.startsWith("@") ? path.substring(1) : path;
        return plain.substring(plain.lastIndexOf('/') + 1);
    }
}
