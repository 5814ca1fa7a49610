package io.braid.server.http;

import io.braid.server.exchange.TextSocket;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A WebSocket of the HTTP library. Frames go through its core, because only there can small frames be gathered into one
 * write: a system call for each row would cost more than everything else about it.
 */
final class JettySocket implements TextSocket {
    private final WsContext context;
    private final CoreSession core;
    private final AtomicBoolean pinging = new AtomicBoolean();

    JettySocket(WsContext context) {
        this.context = context;
        this.core = ((WebSocketSession) context.session).getCoreSession();
    }

    @Override
    public String path(String name) {
        return context.pathParam(name);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    @Override
    public void send(ByteBuffer utf8) throws IOException {
        try (Blocker.Callback sent = Blocker.callback()) {
            core.sendFrame(new Frame(OpCode.TEXT, utf8), sent, true);
            sent.block();
        }
    }

    @Override
    public void flush() throws IOException {
        try (Blocker.Callback flushed = Blocker.callback()) {
            core.flush(flushed);
            flushed.block();
        }
    }

    /** One at a time, so that pings do not pile up before a client that does not read. */
    @Override
    public void ping() {
        if (core.isOutputOpen() && pinging.compareAndSet(false, true)) {
            core.sendFrame(new Frame(OpCode.PING), Callback.from(() -> pinging.set(false)), false);
        }
    }

    @Override
    public void close(int code, String reason) {
        core.close(code, reason, Callback.NOOP);
    }
}
