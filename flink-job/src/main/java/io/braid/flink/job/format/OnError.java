package io.braid.flink.job.format;

/** What happens to a record that cannot be read. */
enum OnError {
    /** The job fails. */
    TERMINATE,
    /** The record is left out and counted. */
    IGNORE
}
