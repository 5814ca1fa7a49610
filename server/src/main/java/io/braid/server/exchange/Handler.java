package io.braid.server.exchange;

import java.io.IOException;

/** Answers one kind of request. Called from many threads. */
@FunctionalInterface
public interface Handler {
    Reply handle(Request request) throws IOException;
}
