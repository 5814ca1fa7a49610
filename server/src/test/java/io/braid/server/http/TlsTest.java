package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import io.braid.client.StatementResult;
import io.braid.engine.StatementOutcome.Streaming;
import io.braid.feed.FeedRow;
import io.braid.server.FakeFeed;
import io.braid.server.FakeStatements;
import io.braid.server.http.TestServer.Options;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void statementsAndLiveRowsOverTls(String algorithm) throws Exception {
        SSLContext trust = selfSigned(algorithm);
        Options options =
                new Options(Duration.ofSeconds(5), 4, 4, Duration.ofSeconds(5), Duration.ofSeconds(5), folder);
        try (TestServer server = new TestServer(folder, options)) {
            RowType columns = RowType.of(Column.of("a", DataType.VARCHAR));
            server.answers(new Streaming(FakeStatements.CONTEXT, columns, UUID.randomUUID()));
            String base = "https://localhost:" + server.api.port();
            BraidClient client = new BraidClient(
                    URI.create(base + "/v2"),
                    server.token,
                    BraidClient.http().sslContext(trust).build());
            StatementResult result = client.execute("SELECT * FROM s;");

            assertThat(result.dataplane().orElseThrow().uri()).isEqualTo(base + "/v2/print/" + result.statementId());
            FakeFeed feed = new FakeFeed(columns);
            feed.put(FeedRow.insert("x"));
            server.statements.feeds.put(UUID.fromString(result.statementId()), feed);
            try (LiveRows live = result.live()) {
                assertThat(live.next(Duration.ofSeconds(10))).contains(List.of("x"));
            }
            assertThat(feed.closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFileThatIsNoKeyIsNamed() throws Exception {
        selfSigned("RSA");
        Files.writeString(folder.resolve("key.pem"), "-----BEGIN RSA PRIVATE KEY-----");
        assertThatThrownBy(() -> Tls.context(folder.resolve("cert.pem"), folder.resolve("key.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem")
                .hasMessageContaining("PKCS #8");
    }

    /** Writes cert.pem and key.pem; gives what a client needs to trust them. */
    private SSLContext selfSigned(String algorithm) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("k").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("k", PASSWORD).getEncoded());

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("server", keys.getCertificate("k"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private void pem(String file, String kind, byte[] bytes) throws IOException {
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }
}
