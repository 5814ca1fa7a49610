package io.braid.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import io.braid.spi.ErrorCode;
import io.braid.spi.Health;
import io.braid.spi.RegistryType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both types against a server that answers as a registry does, over HTTP. */
class ConfluentRegistryTest {
    private static final RegistryType OWN = new ConfluentRegistryType();
    private static final RegistryType CLOUD = new ConfluentCloudRegistryType();

    private HttpServer server;
    private HttpContext subjects;
    private int status = 200;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subjects = server.createContext("/subjects", exchange -> {
            byte[] body = "[\"t-value\"]".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void wantsCredentials() {
        subjects.setAuthenticator(new BasicAuthenticator("registry", StandardCharsets.UTF_8) {
            @Override
            public boolean checkCredentials(String user, String password) {
                return user.equals("käthe") && password.equals("a:b");
            }
        });
    }

    private static Health check(RegistryType type, Map<String, String> given) {
        return type.connect(read(type, given)).check();
    }

    private static Settings read(RegistryType type, Map<String, String> given) {
        Settings settings = Settings.read(type.settings(), given);
        type.validate(settings);
        return settings;
    }

    private static StatementException refused(RegistryType type, Map<String, String> given) {
        return catchThrowableOfType(StatementException.class, () -> read(type, given));
    }

    @Test
    void typesHaveTheNamesThatClientsCompare() {
        assertThat(OWN.name() + " " + OWN.displayName()).isEqualTo("CONFLUENT Confluent");
        assertThat(CLOUD.name() + " " + CLOUD.displayName()).isEqualTo("CONFLUENT_CLOUD ConfluentCloud");
    }

    @Test
    void anOpenRegistryIsReady() {
        assertThat(check(OWN, Map.of("uris", address + "/"))).isEqualTo(Health.OK);
    }

    @Test
    void credentialsAreSent() {
        wantsCredentials();
        assertThat(check(OWN, Map.of("uris", address, "confluent.username", "käthe", "confluent.password", "a:b")))
                .isEqualTo(Health.OK);
        assertThat(check(
                        CLOUD,
                        Map.of("uris", address, "confluent_cloud.key", "käthe", "confluent_cloud.secret", "a:b")))
                .isEqualTo(Health.OK);
    }

    @Test
    void wrongAndMissingCredentialsAreToldApart() {
        wantsCredentials();
        assertThat(check(OWN, Map.of("url", address)).message())
                .isEqualTo("the schema registry at " + address + " wants credentials");
        assertThat(check(OWN, Map.of("url", address, "username", "käthe", "password", "x"))
                        .message())
                .isEqualTo("the schema registry at " + address + " refuses the credentials");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void anythingElseIsNoRegistry(int answer) {
        status = answer;
        assertThat(check(OWN, Map.of("uris", address)).message())
                .isEqualTo("the schema registry at " + address + " answers with HTTP status " + answer
                        + " where a list of subjects was expected");
    }

    @Test
    void theNextAddressIsAsked() {
        assertThat(check(OWN, Map.of("uris", "http://127.0.0.1:1, " + address))).isEqualTo(Health.OK);
    }

    @Test
    void silenceIsSaid() {
        assertThat(check(OWN, Map.of("uris", "http://127.0.0.1:1,http://127.0.0.1:2"))
                        .message())
                .isEqualTo("the schema registry does not answer at http://127.0.0.1:1, http://127.0.0.1:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "registry:8081", "ftp://a", "http://", "http://a b", "/subjects"})
    void refusesWhatIsNoAddress(String uris) {
        assertThat(refused(OWN, Map.of("uris", uris)))
                .hasMessage("parameter \"uris\" has value \"" + uris
                        + "\": expected http://host:port, separated by commas");
    }

    @Test
    void aPasswordInAnAddressIsRefusedWithoutShowingIt() {
        assertThat(refused(OWN, Map.of("uris", "http://u:hidden@a")))
                .hasMessageStartingWith("an address of a schema registry holds a user name or a password")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void credentialsGoTogether() {
        StatementException half = refused(OWN, Map.of("uris", address, "confluent.password", "p"));
        assertThat(half.code()).isEqualTo(ErrorCode.MISSING_PARAMETER);
        assertThat(half).hasMessage("confluent.password, and confluent.username are required");
        assertThat(refused(CLOUD, Map.of("uris", address)))
                .hasMessage("confluent_cloud.key, and confluent_cloud.secret are required");
    }

    @ParameterizedTest
    @CsvSource({
        "tls.ca_cert_file, x",
        "tls.client.cert_file, x",
        "tls.client.key_file, x",
        "properties.file, x",
        "tls.verify_server_hostname, FALSE"
    })
    void saysWhatIsNotSupported(String parameter, String value) {
        assertThat(refused(OWN, Map.of("uris", address, parameter, value)).code())
                .isEqualTo(ErrorCode.FEATURE_NOT_SUPPORTED);
    }

    @Test
    void takesWhatOtherServersWant() {
        read(
                OWN,
                Map.of(
                        "uris",
                        address,
                        "access_region",
                        "AWS us-east-1",
                        "tls.disabled",
                        "TRUE",
                        "tls.verify_server_hostname",
                        "TRUE",
                        "auth.type",
                        "basic"));
    }
}
