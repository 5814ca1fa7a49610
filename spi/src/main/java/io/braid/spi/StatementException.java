package io.braid.spi;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a statement failed, in words for the person who typed it. Anything else thrown is a bug of ours. */
public final class StatementException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String problem;
    private final int line;
    private final int column;
    private final @Nullable String hint;

    private StatementException(
            ErrorCode code, String problem, int line, int column, @Nullable String hint, @Nullable Throwable cause) {
        super(problem, cause);
        this.code = code;
        this.problem = problem;
        this.line = line;
        this.column = column;
        this.hint = hint;
    }

    /** {@code format} as in {@link String#format}; with no arguments the text is taken as it is. */
    public static StatementException of(ErrorCode code, String format, Object... arguments) {
        String text = arguments.length == 0 ? format : String.format(format, arguments);
        return new StatementException(code, text, 0, 0, null, null);
    }

    /** The same with the place in the statement; lines and columns count from 1. An earlier place is kept. */
    public StatementException at(int line, int column) {
        return hasPosition() ? this : with(new StatementException(code, problem, line, column, hint, getCause()));
    }

    public StatementException hint(String hint) {
        return with(new StatementException(code, problem, line, column, hint, getCause()));
    }

    public StatementException causedBy(Throwable cause) {
        return with(new StatementException(code, problem, line, column, hint, cause));
    }

    private StatementException with(StatementException next) {
        next.setStackTrace(getStackTrace());
        return next;
    }

    public ErrorCode code() {
        return code;
    }

    public boolean hasPosition() {
        return line > 0;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** What is wrong, without place and hint. */
    public String problem() {
        return problem;
    }

    /** The whole sentence a client sees: {@code line 1:8: problem (hint)}. */
    @Override
    public String getMessage() {
        StringBuilder text = new StringBuilder();
        if (hasPosition()) {
            text.append("line ").append(line).append(':').append(column).append(": ");
        }
        text.append(problem);
        if (hint != null) {
            text.append(" (").append(hint).append(')');
        }
        return text.toString();
    }
}
