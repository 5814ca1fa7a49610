package io.braid.engine.security;

import java.util.Locale;

/** What a grant can allow. OWNERSHIP is not granted; the owner role has it. */
public enum Privilege {
    CREATE_DATABASE,
    CREATE_STORE,
    CREATE_QUERY,
    CREATE_COMPUTE_POOL,
    CREATE_SCHEMA_REGISTRY,
    CREATE_DESCRIPTOR_SOURCE,
    CREATE_FUNCTION_SOURCE,
    CREATE_FUNCTION,
    MANAGE_MEMBERS,
    MANAGE_GRANTS,
    USAGE,
    CREATE,
    SELECT,
    INSERT,
    OWNERSHIP;

    /** As grants and listings spell it: {@code create_database}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
