package io.braid.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The OpenAPI description of the whole surface. A test holds it against the routes and the records on the wire. */
final class Description {
    private static final String TEXT = read();

    private Description() {}

    static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream in = Description.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
