package io.braid.flink.runtime;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An exception that is known only as the text a cluster's REST interface shows. */
final class ReportedFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String CAUSE = "Caused by: ";
    private static final Pattern HEAD = Pattern.compile("([\\w$.]+)(?:: ?(.*))?", Pattern.DOTALL);

    private final String className;

    private ReportedFailure(String className, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.className = className;
    }

    String className() {
        return className;
    }

    /** Reads what {@code printStackTrace} wrote. */
    static Optional<Throwable> of(String stackTrace) {
        List<StringBuilder> heads = new ArrayList<>();
        boolean inMessage = false;
        for (String line : stackTrace.lines().toList()) {
            if (heads.isEmpty() || line.startsWith(CAUSE)) {
                heads.add(new StringBuilder(line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line));
                inMessage = true;
            } else if (line.startsWith("\tat ") || line.startsWith("\t...")) {
                inMessage = false;
            } else if (inMessage) {
                heads.get(heads.size() - 1).append('\n').append(line);
            }
        }
        Throwable cause = null;
        for (int i = heads.size() - 1; i >= 0; i--) {
            Matcher head = HEAD.matcher(heads.get(i));
            if (head.matches()) {
                cause = new ReportedFailure(
                        head.group(1), Optional.ofNullable(head.group(2)).orElse(""), cause);
            }
        }
        return Optional.ofNullable(cause);
    }
}
