package io.braid.examples;

import org.jspecify.annotations.Nullable;

/**
 * A record that an application reads.
 *
 * @param at when it happened, in milliseconds since 1970; records are written in the order of it, nearly
 * @param value null says that what the key names is gone
 */
public record Event(
        long at,
        String topic,
        @Nullable String key,
        @Nullable String value) {}
