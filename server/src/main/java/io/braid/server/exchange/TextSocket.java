package io.braid.server.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One open WebSocket. {@link #send} and {@link #flush} belong to one thread; the others may be called from any, and
 * return at once.
 */
public interface TextSocket {
    String path(String name);

    Optional<String> header(String name);

    /**
     * Sends a text frame; it may wait in a buffer of bounded size until {@link #flush}. Returns when the bytes may be
     * changed again, so a client that does not read holds the caller here.
     *
     * @throws IOException when the connection is gone
     */
    void send(ByteBuffer utf8) throws IOException;

    /** Returns when everything sent has been handed to the network. */
    void flush() throws IOException;

    void ping();

    /** Begins the closing handshake; what was sent before still arrives. */
    void close(int code, String reason);

    /** What happens on the socket; calls come one after the other. */
    interface Events {
        void received(String text);

        /** The last call: the connection is gone, however it came. */
        void closed();
    }
}
