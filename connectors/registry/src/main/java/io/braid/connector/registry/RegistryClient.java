package io.braid.connector.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.braid.spi.ErrorCode;
import io.braid.spi.Health;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RegistryConnection;
import io.braid.spi.Secret;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a registry over HTTP. Shared between threads. */
final class RegistryClient implements RegistryConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    /** A schema of that size is none that a person wrote. */
    private static final int MOST_BYTES = 8 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    /** Redirections are not followed: they would take the credentials elsewhere. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final List<URI> addresses;
    private final @Nullable Secret authorization;

    /** @param authorization value of the header of that name; null for none */
    RegistryClient(List<URI> addresses, @Nullable Secret authorization) {
        this.addresses = List.copyOf(addresses);
        this.authorization = authorization;
    }

    static Secret basic(Secret user, Secret password) {
        byte[] pair = (user.reveal() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return new Secret("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    @Override
    public Health check() {
        try {
            // a registry that knows no limit names all subjects: nobody reads that
            return ask("/subjects?limit=1", null, (address, response) -> health(address, response.statusCode()));
        } catch (StatementException e) {
            return Health.failed(e.problem());
        }
    }

    @Override
    public Optional<RegisteredSchema> schema(int id) {
        return find("/schemas/ids/" + id).map(answer -> new SchemaReader(this::find).read(id, answer));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return find(version(subject, "latest")).map(answer -> new SchemaReader(this::find)
                .read(answer.path("id").asInt(), answer));
    }

    @Override
    public int register(String subject, String type, String text) {
        Map<String, String> schema = Map.of("schema", text, "schemaType", type);
        return ask("/subjects/" + encoded(subject) + "/versions", schema, (address, response) -> {
            JsonNode answer = read(address, response);
            return switch (response.statusCode()) {
                case 200 -> {
                    JsonNode id = answer.path("id");
                    if (!id.isInt()) {
                        throw unexpected(address, "no number of a schema");
                    }
                    yield id.intValue();
                }
                case 409, 422 ->
                    throw StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "the schema registry refuses the schema for subject \"%s\": %s",
                            subject,
                            firstLine(answer.path("message").asText("")));
                default -> throw unexpected(address, "HTTP status " + response.statusCode());
            };
        });
    }

    /** The path of one schema of a subject. */
    static String version(String subject, String version) {
        return "/subjects/" + encoded(subject) + "/versions/" + version;
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the registry has there; empty for nothing. */
    private Optional<JsonNode> find(String path) {
        return ask(path, null, (address, response) -> switch (response.statusCode()) {
            case 200 -> Optional.of(read(address, response));
            case 404 -> Optional.empty();
            default -> throw unexpected(address, "HTTP status " + response.statusCode());
        });
    }

    /** Makes something of an answer, whose body is closed afterwards. */
    @FunctionalInterface
    private interface Answer<T> {
        T of(URI address, HttpResponse<InputStream> response) throws IOException;
    }

    /** Asks one address after the other until one answers. */
    private <T> T ask(String path, @Nullable Object body, Answer<T> answer) {
        for (URI address : addresses) {
            try {
                HttpResponse<InputStream> response =
                        HTTP.send(request(address, path, body), BodyHandlers.ofInputStream());
                try (InputStream content = response.body()) {
                    refuseStrangers(address, response.statusCode());
                    return answer.of(address, response);
                }
            } catch (IOException e) {
                // the next one may be up
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw StatementException.of(
                ErrorCode.SCHEMA_REGISTRY_NOT_READY,
                "the schema registry does not answer at %s",
                addresses.stream().map(URI::toString).collect(Collectors.joining(", ")));
    }

    private HttpRequest request(URI address, String path, @Nullable Object body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", MEDIA_TYPE + ", application/json");
        if (authorization != null) {
            request.header("Authorization", authorization.reveal());
        }
        return body == null
                ? request.GET().build()
                : request.header("Content-Type", MEDIA_TYPE)
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
    }

    private static JsonNode read(URI address, HttpResponse<InputStream> response) throws IOException {
        byte[] content = response.body().readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw unexpected(address, "more than " + MOST_BYTES + " bytes");
        }
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw unexpected(address, "no JSON");
        }
    }

    private void refuseStrangers(URI address, int status) {
        if (status == 401 || status == 403) {
            throw StatementException.of(
                    ErrorCode.SCHEMA_REGISTRY_NOT_READY,
                    authorization == null
                            ? "the schema registry at %s wants credentials"
                            : "the schema registry at %s refuses the credentials",
                    address);
        }
    }

    private static Health health(URI address, int status) {
        return status == 200
                ? Health.OK
                : Health.failed("the schema registry at " + address + " answers with HTTP status " + status
                        + " where a list of subjects was expected");
    }

    private static StatementException unexpected(URI address, String what) {
        return StatementException.of(
                ErrorCode.SCHEMA_REGISTRY_NOT_READY,
                "the schema registry at %s answers with %s where a schema was expected",
                address,
                what);
    }

    /** What registries say goes on with the whole of both schemas. */
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("it does not say why");
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
