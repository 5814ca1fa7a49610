package io.braid.testing;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A record that a script writes to a topic.
 *
 * @param key null for none
 * @param value null for a deletion
 * @param timestampMillis epoch milliseconds; empty for now
 */
public record ScriptRecord(
        String topic, @Nullable String key, @Nullable String value, OptionalLong timestampMillis) {}
