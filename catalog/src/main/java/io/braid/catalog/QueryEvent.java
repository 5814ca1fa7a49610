package io.braid.catalog;

import java.time.Instant;

/**
 * Something that happened to a query.
 *
 * @param kind {@code state} for a new state, {@code warning} for what is worth knowing and changes none
 * @param state the state that the query was in from then on
 * @param message why; empty when nothing is to be said
 */
public record QueryEvent(Instant at, String kind, Query.Actual state, String message) {
    public static final String STATE = "state";
    public static final String WARNING = "warning";
}
