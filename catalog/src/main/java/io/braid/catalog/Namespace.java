package io.braid.catalog;

import java.util.UUID;

/** A schema of a database. (The language says SCHEMA; that word already means columns elsewhere.) */
public record Namespace(UUID organization, String database, String name, Audit audit) {}
