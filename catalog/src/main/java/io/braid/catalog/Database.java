package io.braid.catalog;

import java.util.UUID;

/** A container of schemas. */
public record Database(UUID organization, String name, Audit audit) {}
