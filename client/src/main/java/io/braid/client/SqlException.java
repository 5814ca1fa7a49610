package io.braid.client;

import java.io.Serial;

/** A statement failed; the message is the server's. */
public final class SqlException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sqlState;
    private final String statementId;

    public SqlException(String sqlState, String message, String statementId) {
        super(message);
        this.sqlState = sqlState;
        this.statementId = statementId;
    }

    /** The code, such as {@code 3D020}. */
    public String sqlState() {
        return sqlState;
    }

    /** Empty when the failure came with live rows. */
    public String statementId() {
        return statementId;
    }
}
