package io.braid.client.wire;

/** The version of the server. */
public record Version(int major, int minor, int patch) {}
