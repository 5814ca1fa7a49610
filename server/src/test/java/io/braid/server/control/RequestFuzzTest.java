package io.braid.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.braid.engine.StatementRequest;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Any body of a request is read or refused with a status that blames its sender. See CONTRIBUTING.md. */
class RequestFuzzTest {
    private static final int LONGEST = 1_000;
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "multipart/form-data; boundary=b",
            "multipart/form-data; boundary=\"b c\"",
            "multipart/form-data",
            "text/plain");

    private final RequestReader reader = new RequestReader(LONGEST);

    @FuzzTest(maxDuration = "20s")
    void briefly(byte[] bytes) throws IOException {
        anyBodyIsReadOrRefused(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void anyBodyIsReadOrRefused(byte[] bytes) throws IOException {
        // The first byte chooses what the rest is said to be.
        String contentType = bytes.length == 0 ? "" : CONTENT_TYPES.get(Math.floorMod(bytes[0], CONTENT_TYPES.size()));
        Body body = new Body(contentType, bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length));
        try {
            StatementRequest request = reader.read(body);
            assertThat(request.statement().length()).isLessThanOrEqualTo(LONGEST);
        } catch (Refusal refused) {
            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private record Body(String contentType, byte[] body) implements Request {
        @Override
        public String path(String name) {
            return "";
        }

        @Override
        public Optional<String> query(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> header(String name) {
            return name.equalsIgnoreCase("Content-Type") ? Optional.of(contentType) : Optional.empty();
        }

        @Override
        public boolean secure() {
            return false;
        }
    }
}
