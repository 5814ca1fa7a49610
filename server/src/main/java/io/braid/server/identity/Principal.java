package io.braid.server.identity;

import io.braid.engine.Caller;
import java.util.UUID;

/** Whoever holds an API token that is good. */
public record Principal(UUID token, Caller caller) {}
