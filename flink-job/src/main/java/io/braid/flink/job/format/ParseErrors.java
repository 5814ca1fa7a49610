package io.braid.flink.job.format;

/** What a person can use of a reader's exception: its reason in one line, as a part of a longer sentence. */
final class ParseErrors {
    private static final int LONGEST_REASON = 300;

    private ParseErrors() {}

    static String reason(Throwable error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        String line = message.lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            return "its value does not fit the column";
        }
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
