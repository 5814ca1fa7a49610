package io.braid.engine.plan;

/** What may happen to a row of a result after it came. */
public enum Changes {
    /** Nothing: the result only grows. */
    NONE,
    /** It may be taken back, and whoever keeps a stream does not hear of it. */
    TAKEN_BACK,
    /** A newer version takes its place, by key, or it is deleted. */
    BY_KEY,
    /** The same, and what a newer version does not mention is gone: the old version must be known, too. */
    MOVING;

    /** Whether the result is a stream: rows that stand for themselves. */
    public boolean isStream() {
        return this == NONE || this == TAKEN_BACK;
    }
}
