package io.braid.client.wire;

/**
 * The body of every 4xx and 5xx.
 *
 * @param traceID the server's log has it too
 */
public record ErrorBody(String message, String traceID) {}
