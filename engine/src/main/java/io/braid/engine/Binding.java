package io.braid.engine;

import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code ?}.
 *
 * @param type as the language writes it: {@code DECIMAL(10, 2)}
 * @param value in the form that cells of results have; null for NULL
 */
public record Binding(String type, @Nullable String value) {}
