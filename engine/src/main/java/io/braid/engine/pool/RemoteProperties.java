package io.braid.engine.pool;

import io.braid.catalog.ComputePool;
import io.braid.catalog.RemoteFlink;
import io.braid.catalog.RemoteFlink.Code;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the WITH clause of a compute pool, or a setting, says of a cluster that is not the server's own. */
public final class RemoteProperties {
    static final List<Setting<?>> ALL = List.of(
            Setting.text("type", "embedded, the server's own cluster, or remote; embedded when left out."),
            Setting.text("flink.rest.uri", "Of a remote pool, required: where the JobManager's REST interface is."),
            Setting.text(
                    "flink.feed.address",
                    "Of a remote pool: under which host, or host:port, its jobs reach this server; found out when left"
                            + " out."),
            Setting.text(
                    "flink.job.code",
                    "Of a remote pool: upload, the server sends its own code with jobs, or installed, the cluster has it."));

    static final List<String> NAMES = ALL.stream().map(Setting::name).toList();

    private static final int FLINKS_PORT = 8081;

    private @Nullable Property type;
    private @Nullable Property restUri;
    private @Nullable Property feedAddress;
    private @Nullable Property code;

    void take(Property property) {
        switch (property.foldedKey()) {
            case "type" -> type = property;
            case "flink.rest.uri" -> restUri = property;
            case "flink.feed.address" -> feedAddress = property;
            default -> code = property;
        }
    }

    /** Whether there is something about the cluster at all. */
    boolean areGiven() {
        return first() != null;
    }

    @Nullable
    Property first() {
        return Stream.of(
                        Optional.ofNullable(type),
                        Optional.ofNullable(restUri),
                        Optional.ofNullable(feedAddress),
                        Optional.ofNullable(code))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** @param before of a pool that is changed: what is not said stays */
    Optional<RemoteFlink> cluster(Optional<RemoteFlink> before) {
        boolean remote = type == null ? before.isPresent() : isRemote(type);
        if (!remote) {
            Property stray = restUri != null ? restUri : feedAddress != null ? feedAddress : code;
            if (stray != null) {
                throw invalid(stray, "\"%s\" says something of a remote pool".formatted(stray.key()))
                        .hint("add 'type' = 'remote'");
            }
            return Optional.empty();
        }
        Optional<String> uri =
                Optional.ofNullable(restUri).map(RemoteProperties::restUri).or(() -> before.map(RemoteFlink::restUri));
        if (uri.isEmpty()) {
            throw invalid(type, "a remote pool needs \"flink.rest.uri\"")
                    .hint("where the JobManager's REST interface is, such as http://flink:8081");
        }
        return Optional.of(new RemoteFlink(
                uri.get(),
                Optional.ofNullable(feedAddress)
                        .map(RemoteProperties::address)
                        .or(() -> before.flatMap(RemoteFlink::findFeedAddress))
                        .orElse(null),
                Optional.ofNullable(code)
                        .map(RemoteProperties::code)
                        .or(() -> before.map(RemoteFlink::code))
                        .orElse(Code.UPLOAD)));
    }

    private static boolean isRemote(Property type) {
        return switch (type.text().toLowerCase(Locale.ROOT)) {
            case "embedded" -> false;
            case "remote" -> true;
            default ->
                throw StatementContext.at(
                        type.at(),
                        StatementException.of(
                                        ErrorCode.FEATURE_NOT_SUPPORTED,
                                        "compute pools of type \"%s\" are not supported",
                                        type.text())
                                .hint("pools are of type embedded or remote"));
        };
    }

    private static String restUri(Property property) {
        if (property.text().startsWith("https:")) {
            throw StatementContext.at(
                    property.at(),
                    StatementException.of(
                                    ErrorCode.FEATURE_NOT_SUPPORTED, "TLS to a remote Flink cluster is not supported")
                            .hint("use http within a network you trust, or through a tunnel"));
        }
        return restUri(property.text()).orElseThrow(() -> notRest(property));
    }

    private static Optional<String> restUri(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && Set.of("", "/").contains(uri.getPath());
            return plain
                    ? Optional.of("http://" + uri.getHost() + ':' + (uri.getPort() < 0 ? FLINKS_PORT : uri.getPort()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The cluster that settings of the server name.
     *
     * @throws IllegalArgumentException when they name none
     */
    public static RemoteFlink cluster(String uri, String code) {
        return new RemoteFlink(
                restUri(uri)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "setting \"flink.rest.uri\" has to be http://, a host and a port")),
                null,
                Stream.of(Code.values())
                        .filter(known -> known.word().equals(code))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("setting \"flink.job.code\" is upload or installed")));
    }

    /** The text is not repeated: it may hold a password. */
    private static StatementException notRest(Property property) {
        return invalid(property, "\"flink.rest.uri\" is no address of a Flink cluster")
                .hint("it is http://, a host and a port, and nothing else");
    }

    private static String address(Property property) {
        if (!property.text().matches("[\\w.-]{1,253}:\\d{1,5}")
                || Integer.parseInt(property.text().replaceAll(".*:", "")) > 65_535) {
            throw invalid(property, "\"flink.feed.address\" is no host and port")
                    .hint("where the cluster's machines reach this server, such as braid:7070");
        }
        return property.text();
    }

    private static Code code(Property property) {
        return Stream.of(Code.values())
                .filter(code -> code.word().equals(property.text().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid(property, "\"%s\" is no way to bring code".formatted(property.text()))
                        .hint("upload sends it with each job, installed finds it among the cluster's libraries"));
    }

    /** @param seen the pool whose cluster would become another one */
    static StatementException stillRuns(Property property, ComputePool seen) {
        return StatementContext.at(
                property.at(),
                StatementException.of(
                                ErrorCode.COMPUTE_POOL_NOT_READY,
                                "queries of compute pool \"%s\" run on its cluster",
                                seen.name())
                        .hint("STOP COMPUTE_POOL first; they go on from their state"));
    }

    private static StatementException invalid(@Nullable Property property, String what) {
        StatementException error = StatementException.of(ErrorCode.INVALID_PARAMETER, "%s", what);
        return property == null ? error : StatementContext.at(property.at(), error);
    }
}
