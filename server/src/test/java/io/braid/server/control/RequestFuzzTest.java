package io.braid.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.braid.engine.StatementRequest;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Request;
import java.io.IOException;
import java.util.Optional;

/** Any body of a request is read or refused with a status that blames its sender. See CONTRIBUTING.md. */
class RequestFuzzTest {
    private static final int LONGEST = 1_000;

    private final RequestReader reader = new RequestReader(LONGEST);

    @FuzzTest(maxDuration = "10m")
    void anyBodyIsReadOrRefused(FuzzedDataProvider data) throws IOException {
        String contentType = data.pickValue(new String[] {
            "application/json", "multipart/form-data; boundary=b", "multipart/form-data; boundary=\"b c\"", "text/plain", ""
        });
        boolean odd = data.consumeBoolean();
        Body body = new Body(odd ? data.consumeString(100) : contentType, data.consumeRemainingAsBytes());
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
