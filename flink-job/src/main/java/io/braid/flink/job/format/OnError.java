package io.braid.flink.job.format;

/** What happens to a record that cannot be read. */
enum OnError {
    /** The job fails. */
    TERMINATE,
    /** The record is left out and counted. */
    IGNORE,
    /** It is left out, counted, and written to a log before the next one is read. */
    IGNORE_AND_LOG
}
