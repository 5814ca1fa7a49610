package io.braid.feed;

/**
 * What goes over a feed's connection. The server greets with magic, version and a nonce; the job answers with magic,
 * version, ticket and proof, and is let in or not. From then on each message of the job is answered by one byte, in
 * order; a job that is too far ahead of the answers waits.
 */
final class FeedWire {
    static final int MAGIC = 0x42524446;
    static final int VERSION = 1;

    /** Messages of the job. */
    static final int RESTORED = 1;

    static final int ROWS = 2;
    static final int FLUSH = 3;
    static final int FINISHED = 4;

    /** Answers of the server. */
    static final int DONE = 1;

    static final int CLOSED = 2;
    static final int FAILED = 3;

    /** Answers to the greeting. */
    static final int WELCOME = 11;

    static final int NOBODY_WAITS = 12;
    static final int NOT_YOURS = 13;

    /** Messages that may be under way without an answer. */
    static final int CREDIT = 8;

    private FeedWire() {}
}
