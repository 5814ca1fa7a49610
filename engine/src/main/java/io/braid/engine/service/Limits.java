package io.braid.engine.service;

import java.time.Duration;

/**
 * How much of everything there may be.
 *
 * @param statementLength characters of a request's text
 * @param batchLength statements of a request
 * @param statements that run at once; as many may wait
 * @param liveResults jobs that feed live results at once
 * @param queries that run at once
 * @param partitionRows rows of a result's partition
 * @param resultRows rows that a result which ends may have, or its sorting and joining may hold
 * @param retention how long statements are remembered
 * @param queryRetention how long terminated queries are remembered, with the state from which they can go on
 * @param auditRetention how long the audit remembers a statement
 */
public record Limits(
        int statementLength,
        int batchLength,
        int statements,
        int liveResults,
        int queries,
        int partitionRows,
        long resultRows,
        Duration retention,
        Duration queryRetention,
        Duration auditRetention) {
    public static final Limits DEFAULT = new Limits(
            1_000_000,
            100,
            32,
            50,
            100,
            1_000,
            5_000_000,
            Duration.ofHours(24),
            Duration.ofDays(30),
            Duration.ofDays(365));
}
