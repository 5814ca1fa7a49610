package io.braid.formats;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that cannot be read as its format and columns say. Names the field, and keeps quiet about its value. */
public final class BadRecordException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final String problem;

    private BadRecordException(@Nullable String field, String problem, @Nullable Throwable cause) {
        super(field == null ? problem : "field \"" + field + "\": " + problem, cause);
        this.field = field;
        this.problem = problem;
    }

    static BadRecordException of(String problem) {
        return new BadRecordException(null, problem, null);
    }

    static BadRecordException of(String problem, Throwable cause) {
        return new BadRecordException(null, problem, cause);
    }

    static BadRecordException inField(String field, String problem, @Nullable Throwable cause) {
        return new BadRecordException(field, problem, cause);
    }

    /** The same one level further out: {@code b} within {@code a} is {@code a.b}. */
    BadRecordException within(String outer) {
        String path = field == null ? outer : field.startsWith("[") ? outer + field : outer + "." + field;
        return new BadRecordException(path, problem, getCause());
    }

    /** Where the trouble is, such as {@code address.lines[2]}; empty when it is the whole record. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
