package io.braid.client.wire;

/**
 * The body of a 202: the statement runs.
 *
 * @param sqlState {@code 03000}; the Python client goes by it and not by the status
 * @param createdOn seconds since 1970
 */
public record StatementStatus(String sqlState, String statementID, long createdOn) {}
