package io.braid.server.http;

import io.braid.engine.Caller;
import io.braid.server.control.ResourcesApi;
import io.braid.server.control.StatementsApi;
import io.braid.server.control.VersionApi;
import io.braid.server.data.ResultsApi;
import io.braid.server.data.StreamSockets;
import io.braid.server.exchange.Handler;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.exchange.Request;
import io.braid.server.exchange.TextSocket;
import io.braid.server.identity.TokenException;
import io.braid.server.identity.Tokens;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.javalin.websocket.WsConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes requests to the APIs behind them. Shared between threads. */
public final class ApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    // Rows are gathered up to this size before they are written.
    private static final int SOCKET_BUFFER = 1 << 16;
    private static final int MAX_CLIENT_FRAME = 1 << 16;

    private final HttpOptions options;
    private final Apis apis;
    private final BodyReader bodies;
    private final Map<String, TextSocket.Events> sockets = new ConcurrentHashMap<>();
    private final Javalin javalin;

    /**
     * What lies behind the routes.
     *
     * @param readiness status and body of the readiness check
     */
    public record Apis(
            Tokens tokens,
            StatementsApi statements,
            VersionApi version,
            ResourcesApi resources,
            ResultsApi results,
            StreamSockets streams,
            Supplier<Reply> readiness) {}

    /** Begins to listen. */
    public ApiServer(HttpOptions options, Apis apis) throws IOException {
        this.options = options;
        this.apis = apis;
        this.bodies = new BodyReader(options.maxBodyBytes());
        Connector connector = Connector.of(options);
        this.javalin = Javalin.create(config -> configure(config, connector)).start();
        // No compression of rows: it would cost the server more than the network saves, and no client insists.
        for (ContextHandler context : javalin.jettyServer().server().getDescendants(ContextHandler.class)) {
            WebSocketServerComponents.getWebSocketComponents(context)
                    .getExtensionRegistry()
                    .unregister("permessage-deflate");
        }
    }

    public int port() {
        return javalin.port();
    }

    public boolean secure() {
        return options.certificate() != null;
    }

    @Override
    public void close() {
        apis.streams().close();
        try {
            javalin.stop();
        } catch (JavalinException e) {
            // it has stopped all the same, and cut off what had not ended in time
            log.atDebug().setCause(e).log("not everything ended in time");
        }
    }

    private void configure(JavalinConfig config, Connector connector) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = true;
        QueuedThreadPool threads = new QueuedThreadPool(options.threads(), Math.min(8, options.threads()));
        threads.setName("http");
        config.jetty.threadPool = threads;
        config.jetty.addConnector(connector::open);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(1 << 15);
        });
        config.jetty.modifyServer(server -> server.setStopTimeout(2_000));
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setIdleTimeout(options.socketIdle());
            factory.setOutputBufferSize(SOCKET_BUFFER);
            factory.setMaxTextMessageSize(MAX_CLIENT_FRAME);
            factory.setAutoFragment(false);
        });
        routes(config.routes);
    }

    private void routes(RoutesConfig routes) {
        for (Route route : routes()) {
            routes.addHttpHandler(route.method(), route.path(), handler(route.handler()));
        }
        routes.get("/v2/openapi.yaml", context -> context.contentType("application/yaml; charset=utf-8")
                .result(Description.text()));
        routes.wsBeforeUpgrade("/v2/print/{statementID}", context -> admit());
        routes.ws("/v2/print/{statementID}", this::socket);
        // Without this one the library answers its own refusals, and not in JSON.
        routes.exception(
                HttpResponseException.class, (failure, context) -> send(context, ErrorResponses.reply(failure)));
        routes.exception(Exception.class, (failure, context) -> send(context, ErrorResponses.reply(failure)));
    }

    /** What is answered in the words of the description: in JSON, but for files. */
    record Route(HandlerType method, String path, Handler handler) {}

    /** All of them but the description itself and the socket. */
    List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, "/health/live", request -> Reply.of(200, Map.of("status", "live"))),
                new Route(HandlerType.GET, "/health/ready", request -> apis.readiness()
                        .get()),
                new Route(HandlerType.GET, "/v2/version", authenticated((request, caller) -> apis.version()
                        .get())),
                new Route(HandlerType.POST, "/v2/statements", authenticated(apis.statements()::post)),
                new Route(HandlerType.GET, "/v2/statements", authenticated(apis.statements()::history)),
                new Route(HandlerType.GET, "/v2/statements/{statementID}", this::statement),
                new Route(HandlerType.DELETE, "/v2/statements/{statementID}", authenticated(apis.statements()::cancel)),
                new Route(
                        HandlerType.POST,
                        "/v2/statements/{statementID}/cancel",
                        authenticated(apis.statements()::cancel)),
                new Route(
                        HandlerType.GET,
                        "/v2/download/{resourceType}/{organizationID}/{resourceName}",
                        authenticated(apis.resources()::download)));
    }

    /** An API token asks the control plane, a ticket the data plane. */
    private Reply statement(Request request) throws IOException {
        String token = token(request);
        Caller caller;
        try {
            caller = apis.tokens().verify(token).caller();
        } catch (TokenException e) {
            try {
                return apis.results().get(request, token, StatementsApi.statementId(request));
            } catch (TokenException notForData) {
                throw e;
            }
        }
        return apis.statements().get(request, caller);
    }

    private void socket(WsConfig config) {
        config.onConnect(
                context -> sockets.put(context.sessionId(), apis.streams().open(new JettySocket(context))));
        config.onMessage(context -> {
            TextSocket.Events events = sockets.get(context.sessionId());
            if (events != null) {
                events.received(context.message());
            }
        });
        config.onClose(context -> closed(context.sessionId()));
        config.onError(context -> closed(context.sessionId()));
    }

    private void closed(String session) {
        TextSocket.Events events = sockets.remove(session);
        if (events != null) {
            events.closed();
        }
    }

    /** Before the handshake a refusal is an answer that people can read; the Go client shows its body. */
    private void admit() {
        try {
            apis.streams().admit();
        } catch (Refusal e) {
            throw new HttpResponseException(e.status(), e.getMessage());
        }
    }

    private Handler authenticated(CallerHandler handler) {
        return request ->
                handler.handle(request, apis.tokens().verify(token(request)).caller());
    }

    private io.javalin.http.Handler handler(Handler handler) {
        return context -> send(context, handler.handle(new ServletRequest(context, bodies)));
    }

    private static String token(Request request) {
        return request.token()
                .orElseThrow(() -> Refusal.forbidden("request has no token, send \"Authorization: Bearer ...\""));
    }

    private static void send(Context context, Reply reply) {
        context.status(reply.status()).contentType(reply.contentType()).result(reply.body());
    }

    /** A handler that knows who asks. */
    @FunctionalInterface
    private interface CallerHandler {
        Reply handle(Request request, Caller caller) throws IOException;
    }
}
