package io.braid.engine.plan;

import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;

/**
 * A temporary table of a job.
 *
 * @param name without quotes
 * @param body what stands between the parentheses of Flink's CREATE TABLE: columns, watermark, key
 * @param connector where its rows are
 */
public record TableSpec(String name, String body, Connector connector) {
    public TableSpec named(String other) {
        return new TableSpec(other, body, connector);
    }

    /** Where the rows of a table come from or go to. */
    public sealed interface Connector {}

    /** An entity of a store, read. */
    public record FromStore(String store, SourceOptions options) implements Connector {}

    /** An entity of a store, written. */
    public record ToStore(String store, SinkOptions options) implements Connector {}

    /**
     * Rows pushed to the server.
     *
     * @param ticket of the feed
     * @param use decides how long rows may wait for company, and what a checkpoint waits for
     * @param changes what the reader is told of
     */
    public record ToFeed(String ticket, FeedUse use, Changes changes) implements Connector {}

    /** Who waits for the rows. */
    public enum FeedUse {
        LIVE,
        VIEW
    }
}
