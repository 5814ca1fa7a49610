package io.braid.connector.registry;

import io.braid.spi.Health;
import io.braid.spi.RegistryConnection;
import io.braid.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks a registry over HTTP. Shared between threads. */
final class RegistryClient implements RegistryConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

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
        for (URI address : addresses) {
            try {
                HttpResponse<InputStream> response =
                        HTTP.send(get(address, "/subjects?limit=1"), BodyHandlers.ofInputStream());
                // a registry that knows no limit names them all: nobody reads that
                response.body().close();
                return health(address, response.statusCode());
            } catch (IOException e) {
                // the next one may be up
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return Health.failed("the schema registry does not answer at "
                + addresses.stream().map(URI::toString).collect(Collectors.joining(", ")));
    }

    private HttpRequest get(URI address, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (authorization != null) {
            request.header("Authorization", authorization.reveal());
        }
        return request.GET().build();
    }

    private Health health(URI address, int status) {
        return switch (status) {
            case 200 -> Health.OK;
            case 401, 403 ->
                Health.failed(
                        authorization == null
                                ? "the schema registry at " + address + " wants credentials"
                                : "the schema registry at " + address + " refuses the credentials");
            default ->
                Health.failed("the schema registry at " + address + " answers with HTTP status " + status
                        + " where a list of subjects was expected");
        };
    }
}
