package io.braid.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement that has ended, as the audit remembers it.
 *
 * @param organization null when the request named none that its sender belongs to
 * @param role the role it ran with, null when it did not get as far as to have one
 * @param kind {@code CREATE STREAM}; empty for a text that could not be read
 * @param object what it changed, asked for or was denied; empty when it touched nothing in particular
 * @param text without secrets, and cut where it is very long
 * @param sqlState {@code 00000} when it succeeded
 * @param message why it failed; empty when it did not
 * @param requestId what the client called its request, null when it did not call it anything
 */
public record AuditedStatement(
        UUID id,
        @Nullable UUID organization,
        UUID user,
        String email,
        @Nullable String role,
        Instant startedAt,
        Instant endedAt,
        String kind,
        String object,
        String text,
        String sqlState,
        String message,
        @Nullable String requestId) {}
