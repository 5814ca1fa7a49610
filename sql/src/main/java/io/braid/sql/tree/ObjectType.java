package io.braid.sql.tree;

import java.util.Locale;

/** The kinds of things statements speak of. */
public enum ObjectType {
    ORGANIZATION,
    DATABASE,
    SCHEMA,
    STORE,
    SCHEMA_REGISTRY,
    ENTITY,
    RELATION,
    STREAM,
    CHANGELOG,
    TABLE,
    MATERIALIZED_VIEW,
    INDEX,
    QUERY,
    FUNCTION,
    FUNCTION_SOURCE,
    DESCRIPTOR,
    DESCRIPTOR_SOURCE,
    SECRET,
    ROLE,
    USER_ROLE,
    USER,
    INVITATION,
    PENDING_INVITATION,
    MY_INVITATION,
    API_TOKEN,
    COMPUTE_POOL,
    METRICS_INTEGRATION,
    SECURITY_INTEGRATION,
    REGION;

    /** Lower case with blanks, as messages say it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As the language spells it: {@code SCHEMA_REGISTRY}, but {@code MATERIALIZED VIEW}. */
    public String keyword() {
        return switch (this) {
            case MATERIALIZED_VIEW,
                    USER_ROLE,
                    PENDING_INVITATION,
                    MY_INVITATION,
                    METRICS_INTEGRATION,
                    SECURITY_INTEGRATION -> name().replace('_', ' ');
            default -> name();
        };
    }

    /** The keyword as LIST takes it: {@code SCHEMA_REGISTRIES}. */
    public String pluralKeyword() {
        return switch (this) {
            case ENTITY, QUERY, SCHEMA_REGISTRY ->
                keyword().substring(0, keyword().length() - 1) + "IES";
            case INDEX -> "INDEXES";
            default -> keyword() + "S";
        };
    }
}
