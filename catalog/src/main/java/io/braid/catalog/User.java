package io.braid.catalog;

import java.time.Instant;
import java.util.UUID;

/** A person or program that signs in. */
public record User(UUID id, String email, String givenName, String familyName, Instant createdAt) {}
