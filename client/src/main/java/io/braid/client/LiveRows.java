package io.braid.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.braid.client.wire.DataplaneRequest;
import io.braid.client.wire.Json;
import io.braid.client.wire.StreamMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a live result as they come. A reader that is slow makes the server wait. Used by one thread, except
 * {@link #close()} which any thread may call.
 */
public final class LiveRows implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(60);
    private static final int ROWS_IN_HAND = 4096;
    // More than one frame may be under way: asking for each after the last would cost a round through the selector.
    private static final int FRAMES_ASKED = 256;
    private static final List<@Nullable String> END = new ArrayList<>();

    private final BlockingQueue<List<@Nullable String>> rows = new ArrayBlockingQueue<>(ROWS_IN_HAND);
    private final CompletableFuture<StreamMessage.Metadata> metadata = new CompletableFuture<>();
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;
    private boolean ended;
    private @Nullable WebSocket socket;

    private LiveRows() {}

    static LiveRows open(HttpClient http, DataplaneRequest request) {
        LiveRows live = new LiveRows();
        try {
            // The URI may say http or ws, whichever the server thinks this client wants.
            URI uri = URI.create(request.uri().replaceFirst("^http", "ws"));
            WebSocket socket = http.newWebSocketBuilder()
                    .header("User-Agent", BraidClient.USER_AGENT)
                    .connectTimeout(OPEN_TIMEOUT)
                    .buildAsync(uri, live.new Frames())
                    .join();
            live.socket = socket;
            socket.sendText(Json.text(new StreamMessage.Auth(request.token(), null)), true)
                    .join();
            live.columns();
            return live;
        } catch (CompletionException e) {
            live.close();
            throw new ServerException("no live rows from " + request.uri() + ": " + e.getCause(), e);
        } catch (RuntimeException e) {
            live.close();
            throw e;
        }
    }

    public List<StreamMessage.Column> columns() {
        try {
            return metadata.get(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).columns();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new ServerException("no live rows", e);
        } catch (TimeoutException e) {
            throw new ServerException("no live rows within " + OPEN_TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while opening live rows", e);
        }
    }

    /**
     * The next row; empty when none came in time or the result has {@linkplain #finished() ended}.
     *
     * @throws SqlException when the statement failed
     */
    public Optional<List<@Nullable String>> next(Duration timeout) {
        if (ended) {
            return Optional.empty();
        }
        List<@Nullable String> row = rows.poll();
        if (row == null) {
            row = await(timeout);
        }
        if (row == null) {
            return Optional.empty();
        }
        if (row == END) {
            ended = true;
            RuntimeException why = failure;
            if (why != null) {
                throw why;
            }
            return Optional.empty();
        }
        return Optional.of(row);
    }

    /** Whether the result has ended and every row was read. */
    public boolean finished() {
        return ended;
    }

    @Override
    public void close() {
        closed = true;
        rows.clear();
        WebSocket open = socket;
        if (open != null) {
            var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, error) -> open.abort());
        }
    }

    private @Nullable List<@Nullable String> await(Duration timeout) {
        try {
            return rows.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The socket's side; its methods are called one after the other. Blocking in them holds the sender back. */
    private final class Frames implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();
        private int asked = FRAMES_ASKED;

        @Override
        public void onOpen(WebSocket webSocket) {
            webSocket.request(FRAMES_ASKED);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            askAgain(webSocket);
            if (!last) {
                partial.append(text);
                return null;
            }
            String frame;
            if (partial.isEmpty()) {
                frame = text.toString();
            } else {
                frame = partial.append(text).toString();
                partial.setLength(0);
            }
            try {
                read(frame);
            } catch (IOException e) {
                end(new ServerException("server sent a frame that is not JSON", e));
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, java.nio.ByteBuffer message) {
            askAgain(webSocket);
            return null; // the socket answers by itself
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
            end(
                    status == WebSocket.NORMAL_CLOSURE
                            ? null
                            : new ServerException(0, "server closed the live rows: " + status + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            end(new ServerException("connection to the live rows broke: " + error, error));
        }

        private void askAgain(WebSocket webSocket) {
            if (--asked < FRAMES_ASKED / 2) {
                webSocket.request(FRAMES_ASKED - asked);
                asked = FRAMES_ASKED;
            }
        }
    }

    /** Reads by hand: one frame a row, and there are many. */
    private void read(String frame) throws IOException {
        String type = null;
        String message = null;
        String code = null;
        List<@Nullable String> row = null;
        try (JsonParser parser = JSON.createParser(frame)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "type" -> type = parser.getText();
                    case "message" -> message = parser.getText();
                    case "sqlCode", "sql_code" -> code = parser.getText();
                    case "data" -> row = value == JsonToken.START_ARRAY ? cells(parser) : null;
                    default -> parser.skipChildren();
                }
            }
        }
        if ("data".equals(type) && row != null) {
            put(row);
        } else if ("metadata".equals(type)) {
            metadata.complete(Json.read(frame, StreamMessage.Metadata.class));
        } else if ("error".equals(type)) {
            end(new SqlException(String.valueOf(code), String.valueOf(message), ""));
        }
    }

    private static List<@Nullable String> cells(JsonParser parser) throws IOException {
        List<@Nullable String> cells = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            cells.add(token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
        return cells;
    }

    private void end(@Nullable RuntimeException why) {
        if (failure == null) {
            failure = why;
        }
        metadata.completeExceptionally(why == null ? new ServerException(0, "server closed the live rows") : why);
        put(END);
    }

    private void put(List<@Nullable String> row) {
        try {
            // When the reader is slow, ask now and then whether it has gone.
            boolean taken = false;
            while (!taken && !closed) {
                taken = rows.offer(row, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
