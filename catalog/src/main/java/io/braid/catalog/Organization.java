package io.braid.catalog;

import java.time.Instant;
import java.util.UUID;

/** A tenant. */
public record Organization(UUID id, String name, String description, Instant createdAt) {}
