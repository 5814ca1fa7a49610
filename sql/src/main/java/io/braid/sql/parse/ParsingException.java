package io.braid.sql.parse;

import io.braid.sql.tree.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text is not a statement of the language. The message says why, for the author of the text. */
public final class ParsingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String offendingText;
    private final @Nullable String hint;

    ParsingException(String message, Position position, String offendingText, @Nullable String hint) {
        super(message);
        this.position = position;
        this.offendingText = offendingText;
        this.hint = hint;
    }

    /** Where the text went wrong. */
    public Position position() {
        return position;
    }

    /** The word or symbol at that place; empty at the end of the text. */
    public String offendingText() {
        return offendingText;
    }

    /** What to do about it, when we can tell. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
