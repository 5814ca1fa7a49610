package io.braid.client;

import io.braid.client.wire.ErrorBody;
import io.braid.client.wire.Json;
import io.braid.client.wire.ResultSet;
import io.braid.client.wire.ResultSetContext;
import io.braid.client.wire.StatementRequest;
import io.braid.client.wire.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Sends statements and reads what comes back. Keeps the context of the last success and sends it with the next
 * statement, as the official clients do. Shared between threads; statements of different threads then share the context.
 */
public final class BraidClient {
    /** The server closes a live result that has ended only for clients that say they can take it. */
    static final String USER_AGENT = "braid-client/1";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "braid-client");
        thread.setDaemon(true);
        return thread;
    });

    private final URI base;
    private final String token;
    private final HttpClient http;
    private volatile ResultSetContext context = ResultSetContext.NONE;

    /**
     * @param base such as {@code http://127.0.0.1:8080/v2}
     * @param http from {@link #http()}, perhaps with an SSL context of one's own
     */
    public BraidClient(URI base, String token, HttpClient http) {
        String text = base.toString();
        this.base = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : base;
        this.token = token;
        this.http = http;
    }

    public static BraidClient of(URI base, String token) {
        return new BraidClient(base, token, http().build());
    }

    /** HTTP as this client needs it: version 1.1, on daemon threads. */
    public static HttpClient.Builder http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(THREADS);
    }

    public URI base() {
        return base;
    }

    /** The context that goes with the next statement. */
    public ResultSetContext context() {
        return context;
    }

    public void use(ResultSetContext next) {
        context = next;
    }

    public Version version() {
        HttpResponse<byte[]> response = send(get("/version"));
        if (response.statusCode() != 200) {
            throw refusal(response);
        }
        return read(response, Version.class);
    }

    /** Runs a statement in the current context and waits for its end. */
    public StatementResult execute(String statement) {
        return execute(StatementRequest.of(statement).in(context), Map.of(), Duration.ofMinutes(5));
    }

    /**
     * @param attachments file name to bytes
     * @throws SqlException when the statement failed
     * @throws ServerException when there was no answer in time or the request was refused
     */
    public StatementResult execute(StatementRequest request, Map<String, byte[]> attachments, Duration timeout) {
        ResultSet first = submit(request, attachments);
        ResultSet end = ResultSet.RUNNING.equals(first.sqlState()) ? poll(first.statementID(), timeout) : first;
        if (!ResultSet.SUCCESS.equals(end.sqlState())) {
            throw new SqlException(
                    end.sqlState(), end.message() == null ? "no message" : end.message(), end.statementID());
        }
        if (end.metadata() != null) {
            context = end.metadata().context();
        }
        return new StatementResult(this, end);
    }

    /** One POST, whatever comes of it: also a failure, or {@code 03000} when the statement still runs. */
    public ResultSet submit(StatementRequest request, Map<String, byte[]> attachments) {
        Multipart body = Multipart.of(Json.bytes(request), attachments);
        return resultSet(send(request("/statements")
                .header("Content-Type", body.contentType())
                .POST(BodyPublishers.ofByteArray(body.body()))
                .build()));
    }

    /** One GET of a partition of a statement's rows. */
    public ResultSet partition(String statementId, int partition) {
        return resultSet(send(get("/statements/" + statementId + "?partitionID=" + partition)));
    }

    private ResultSet poll(String statementId, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Duration pause = Duration.ZERO;
        while (true) {
            ResultSet answer = partition(statementId, 0);
            if (!ResultSet.RUNNING.equals(answer.sqlState())) {
                return answer;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ServerException(
                        202, "statement \"" + statementId + "\" still runs after " + timeout.toSeconds() + " s");
            }
            pause = pause.isZero() ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            sleep(pause);
        }
    }

    HttpClient httpClient() {
        return http;
    }

    private HttpRequest get(String path) {
        return request(path).GET().build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", USER_AGENT);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ServerException("no answer from " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private static ResultSet resultSet(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 200, 202 -> read(response, ResultSet.class);
            default -> throw refusal(response);
        };
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return Json.read(response.body(), type);
        } catch (IOException e) {
            throw new ServerException("answer of " + response.uri() + " is not what it should be: " + e, e);
        }
    }

    private static ServerException refusal(HttpResponse<byte[]> response) {
        try {
            return new ServerException(
                    response.statusCode(),
                    Json.read(response.body(), ErrorBody.class).message());
        } catch (IOException e) {
            return new ServerException(response.statusCode(), "status " + response.statusCode());
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while waiting for a statement", e);
        }
    }
}
