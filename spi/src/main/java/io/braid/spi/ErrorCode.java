package io.braid.spi;

/**
 * Every SQLSTATE that a statement can end with. The texts are those of the official clients' tables, six-character
 * codes included; a code once sent is kept for ever.
 */
public enum ErrorCode {
    FEATURE_NOT_SUPPORTED("0A000", Whose.USER),
    DEPENDENT_OBJECTS("2BP01", Whose.USER),
    INVALID_GRANTOR("0L000", Whose.USER),
    INVALID_GRANT("0LP01", Whose.USER),
    INVALID_USER("3D000", Whose.USER),
    INVALID_ROLE("3D001", Whose.USER),
    INVALID_DATABASE("3D002", Whose.USER),
    INVALID_SCHEMA("3D003", Whose.USER),
    INVALID_ORGANIZATION("3D004", Whose.USER),
    INVALID_REGION("3D005", Whose.USER),
    INVALID_STORE("3D006", Whose.USER),
    INVALID_ENTITY("3D007", Whose.USER),
    INVALID_PARAMETER("3D008", Whose.USER),
    INVALID_SCHEMA_REGISTRY("3D009", Whose.USER),
    INVALID_DESCRIPTOR("3D010", Whose.USER),
    INVALID_DESCRIPTOR_SOURCE("3D011", Whose.USER),
    INVALID_API_TOKEN("3D012", Whose.USER),
    INVALID_SANDBOX("3D015", Whose.USER),
    DUPLICATE_SANDBOX("42P013", Whose.USER),
    INVALID_SECRET("3D016", Whose.USER),
    INVALID_FUNCTION("3D017", Whose.USER),
    INVALID_FUNCTION_SOURCE("3D018", Whose.USER),
    INVALID_QUERY("3D019", Whose.USER),
    INVALID_RELATION("3D020", Whose.USER),
    MISSING_PARAMETER("3D021", Whose.USER),
    INVALID_COMPUTE_POOL("3D023", Whose.USER),
    STORE_NOT_READY("3E001", Whose.WORLD),
    SCHEMA_REGISTRY_NOT_READY("3E002", Whose.WORLD),
    RELATION_NOT_READY("3E003", Whose.WORLD),
    COMPUTE_POOL_NOT_READY("3E004", Whose.WORLD),
    INSUFFICIENT_PRIVILEGE("42501", Whose.USER),
    SYNTAX_ERROR("42601", Whose.USER),
    NAME_TOO_LONG("42622", Whose.USER),
    DUPLICATE_OBJECT("42710", Whose.USER),
    DUPLICATE_DATABASE("42P04", Whose.USER),
    DUPLICATE_STORE("42P05", Whose.USER),
    DUPLICATE_SCHEMA("42P06", Whose.USER),
    DUPLICATE_USER("42P07", Whose.USER),
    DUPLICATE_DESCRIPTOR("42P08", Whose.USER),
    DUPLICATE_API_TOKEN("42P09", Whose.USER),
    DUPLICATE_ROLE("42P011", Whose.USER),
    DUPLICATE_SECRET("42P014", Whose.USER),
    DUPLICATE_FUNCTION("42P015", Whose.USER),
    DUPLICATE_FUNCTION_SOURCE("42P016", Whose.USER),
    DUPLICATE_RELATION("42P017", Whose.USER),
    DUPLICATE_SCHEMA_REGISTRY("42P018", Whose.USER),
    DUPLICATE_COMPUTE_POOL("42P019", Whose.USER),
    AMBIGUOUS_ORGANIZATION("42P001", Whose.USER),
    AMBIGUOUS_STORE("42P002", Whose.USER),
    LIMIT_EXCEEDED("53000", Whose.USER),
    CANCELLED("57000", Whose.WORLD),
    TIMEOUT("57014", Whose.WORLD),
    REMOTE_UNAVAILABLE("57015", Whose.WORLD),
    INTERNAL_ERROR("XX000", Whose.OURS);

    private final String sqlState;
    private final Whose move;

    ErrorCode(String sqlState, Whose move) {
        this.sqlState = sqlState;
        this.move = move;
    }

    public String sqlState() {
        return sqlState;
    }

    public Whose move() {
        return move;
    }

    /** Who can mend it: the user, the outside world, or we. */
    public enum Whose {
        USER,
        WORLD,
        OURS
    }
}
