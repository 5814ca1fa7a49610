package io.braid.server.data;

import io.braid.client.wire.Json;
import io.braid.client.wire.StreamMessage;
import io.braid.engine.StatementService;
import io.braid.engine.run.LiveFeed;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.server.exchange.TextSocket;
import io.braid.server.identity.TokenException;
import io.braid.server.identity.Tokens;
import io.braid.spi.ChangeKind;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live result on its way to one client. A thread of its own takes batches from the feed and sends them, a frame a
 * row; a client that does not read holds that thread in a send, hence the feed, hence the job, and nobody else.
 *
 * <p>When a result ends or fails, the socket stays open until the client leaves, because official clients lose rows they
 * have not handed out yet, or wait for ever, when the server closes first. Our own client asks for the opposite by its
 * name. Shared between the socket's thread, the feed's and the timer's.
 */
final class StreamSocket implements TextSocket.Events {
    private static final Logger log = LoggerFactory.getLogger(StreamSocket.class);

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int SERVER_ERROR = 1011;
    private static final Duration POLL = Duration.ofMillis(250);

    private final TextSocket socket;
    private final StatementService statements;
    private final Tokens tokens;
    private final Consumer<StreamSocket> whenGone;
    private final String userAgent;
    private final boolean endsByClosing;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Object feedLock = new Object();
    private volatile boolean gone;
    private volatile boolean revoked;
    private volatile @Nullable UUID token;
    private @Nullable LiveFeed feed;

    StreamSocket(TextSocket socket, StatementService statements, Tokens tokens, Consumer<StreamSocket> whenGone) {
        this.socket = socket;
        this.statements = statements;
        this.tokens = tokens;
        this.whenGone = whenGone;
        this.userAgent = socket.header("User-Agent").orElse("");
        this.endsByClosing = userAgent.startsWith("braid");
    }

    @Override
    public void received(String text) {
        if (!started.compareAndSet(false, true)) {
            return; // clients have nothing to say after their first frame
        }
        DataTicket ticket;
        try {
            ticket = ticket(text);
        } catch (TokenException e) {
            refuse(ErrorCode.INSUFFICIENT_PRIVILEGE, e.getMessage());
            return;
        }
        token = ticket.caller().token();
        Thread thread = new Thread(() -> run(ticket), "rows-" + ticket.statement());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void closed() {
        gone = true;
        closeFeed();
        whenGone.accept(this);
    }

    void ping() {
        socket.ping();
    }

    void authenticationIsDue() {
        if (started.compareAndSet(false, true)) {
            refuse(ErrorCode.INSUFFICIENT_PRIVILEGE, "the first frame with the token did not come in time");
        }
    }

    /** For a socket that is one too many. */
    void refuse(String message) {
        if (started.compareAndSet(false, true)) {
            refuse(ErrorCode.LIMIT_EXCEEDED, message);
        }
    }

    /** The API token with which the rows were asked for. */
    Optional<UUID> token() {
        return Optional.ofNullable(token);
    }

    /** Ends the rows: who asked for them may not have them any more. */
    void tokenIsGone() {
        revoked = true;
        closeFeed();
    }

    void goAway() {
        gone = true;
        closeFeed();
        socket.close(GOING_AWAY, "server stops");
    }

    private DataTicket ticket(String text) {
        UUID statement;
        StreamMessage message;
        try {
            statement = UUID.fromString(socket.path("statementID"));
            message = Json.read(text, StreamMessage.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new TokenException("the first frame must be {\"type\":\"auth\",\"accessToken\":...}");
        }
        if (!(message instanceof StreamMessage.Auth auth) || auth.accessToken() == null) {
            throw new TokenException("the first frame must be {\"type\":\"auth\",\"accessToken\":...}");
        }
        return DataTicket.read(tokens, auth.accessToken(), statement);
    }

    private void run(DataTicket ticket) {
        try {
            LiveFeed live = statements
                    .openLive(ticket.statement())
                    .orElseThrow(() -> StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "live result of statement \"%s\" does not exist or has a reader",
                            ticket.statement()));
            if (take(live)) {
                pump(live, new RowFrames(live.columns(), ticket.zone()));
                if (endsByClosing && !gone) {
                    socket.close(NORMAL, "end of rows");
                }
            }
        } catch (StatementException e) {
            fail(e.code().sqlState(), e.getMessage());
            if (revoked) {
                socket.close(POLICY_VIOLATION, "token is gone");
            }
        } catch (IOException e) {
            log.atDebug().addKeyValue("statementId", ticket.statement()).log("client of a live result has gone");
        } catch (RuntimeException e) {
            if (!gone) {
                log.atError()
                        .addKeyValue("statementId", ticket.statement())
                        .setCause(e)
                        .log("live result failed");
                fail(ErrorCode.INTERNAL_ERROR.sqlState(), "internal error, the server's log says more");
            }
        } finally {
            closeFeed();
        }
    }

    /** Returns when the rows have ended or the client has gone. */
    private void pump(LiveFeed live, RowFrames frames) throws IOException {
        socket.send(StreamFrames.metadata(live.columns()));
        socket.flush();
        while (!gone) {
            Optional<RowBatch> batch = live.poll(POLL);
            if (revoked) {
                throw StatementException.of(
                        ErrorCode.INSUFFICIENT_PRIVILEGE, "the token of this result is no longer good");
            }
            if (batch.isPresent()) {
                for (FeedRow row : batch.get().rows()) {
                    // Clients know rows and no changes: what is no longer true is not news to them.
                    if (row.kind() == ChangeKind.INSERT || row.kind() == ChangeKind.UPDATE_AFTER) {
                        socket.send(frames.frame(row));
                    }
                }
                socket.flush();
            } else if (live.ended()) {
                return;
            }
        }
    }

    private void fail(String sqlState, String message) {
        if (gone) {
            return;
        }
        try {
            socket.send(StreamFrames.failure(userAgent, sqlState, message));
            socket.flush();
            if (endsByClosing) {
                socket.close(SERVER_ERROR, "statement failed");
            }
        } catch (IOException e) {
            log.debug("client of a live result has gone before it heard why");
        }
    }

    /** Nobody without a good token keeps a socket. */
    private void refuse(ErrorCode code, String message) {
        // On a thread of its own: a send may wait for the client, and this one is the socket's or the timer's.
        Thread thread = new Thread(
                () -> {
                    fail(code.sqlState(), message);
                    socket.close(POLICY_VIOLATION, "refused");
                },
                "refuse-socket");
        thread.setDaemon(true);
        thread.start();
    }

    /** Remembers the feed so that any thread can close it; closes it at once if the client left meanwhile. */
    private boolean take(LiveFeed live) {
        synchronized (feedLock) {
            feed = live;
        }
        if (gone) {
            closeFeed();
        }
        return !gone;
    }

    private void closeFeed() {
        LiveFeed closing;
        synchronized (feedLock) {
            closing = feed;
            feed = null;
        }
        if (closing != null) {
            closing.close();
        }
    }
}
