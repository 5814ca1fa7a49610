package io.braid.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and as whom: told, or read from the data directory of a server on this machine. */
final class Connection {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BRAID_SERVER}",
            description = "Address of the API, such as http://127.0.0.1:8080/v2 (default: $BRAID_SERVER, else that of"
                    + " the server that uses --data).")
    @Nullable
    String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:BRAID_TOKEN}",
            description = "API token (default: $BRAID_TOKEN, else the first token of --data).")
    @Nullable
    String token;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "braid-data",
            description = "Data directory of a server on this machine (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("braid-data");

    BraidClient client() {
        return BraidClient.of(URI.create(server()), token());
    }

    String server() {
        if (given(server)) {
            return String.valueOf(server);
        }
        Path endpoints = data.resolve("endpoints.json");
        if (!Files.exists(endpoints)) {
            throw new TerminalException("no server is running on \"" + data
                    + "\": start one with \"braid start\", or name another with --server or --data");
        }
        try {
            JsonNode api = new ObjectMapper().readTree(endpoints.toFile()).get("api");
            return api == null ? "" : api.asText();
        } catch (IOException e) {
            throw new TerminalException("\"" + endpoints + "\" cannot be read: " + e);
        }
    }

    String token() {
        if (given(token)) {
            return String.valueOf(token);
        }
        Path file = data.resolve("token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new TerminalException(
                    "no token: \"" + file + "\" cannot be read; give one with --token or BRAID_TOKEN");
        }
    }

    private static boolean given(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
