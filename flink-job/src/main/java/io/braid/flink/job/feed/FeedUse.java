package io.braid.flink.job.feed;

import java.time.Duration;

/** Who waits for the rows of a feed. */
enum FeedUse {
    /** A person or a program that reads a result: rows must not wait, and nothing is kept. */
    LIVE(Duration.ofMillis(5)),
    /** A materialized view: checkpoints wait until its store has the rows. */
    VIEW(Duration.ofMillis(50));

    private final Duration flushInterval;

    FeedUse(Duration flushInterval) {
        this.flushInterval = flushInterval;
    }

    /** How long rows may wait for company. */
    Duration flushInterval() {
        return flushInterval;
    }
}
