package io.braid.engine.eval;

/** How closely results have to follow those of Flink. */
public enum Fidelity {
    /** Flink's semantics wherever they are known, and an answer in any case. */
    FRIENDLY,
    /** Only what gives the same value as Flink for every row; for the rest {@link Unsupported} is thrown. */
    EXACT
}
