package io.braid.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.spi.StatementException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file comes back as it went in, to those who may use it. */
class DownloadsTest {
    private EngineFixture fixture;
    private String organization;
    private byte[] jar;

    @BeforeEach
    void upload(@TempDir Path directory) throws IOException {
        fixture = EngineFixture.open(directory, new FakeRuntime(), new FakeStoreType());
        organization = fixture.first().organization().toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x/Y.class"));
            zip.closeEntry();
        }
        jar = bytes.toByteArray();
        EngineClient client = fixture.client().attaching(Map.of("a.jar", jar));
        client.rows("CREATE FUNCTION_SOURCE \"My udfs\" WITH ('file' = 'a.jar')");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Optional<byte[]> download(String kind, String name, @Nullable String role) {
        Caller caller = new Caller(fixture.first().user().id(), "admin@localhost", null, role);
        return fixture.engine().download(kind, organization, name, caller);
    }

    @Test
    void theOwnerGetsTheBytes() {
        assertThat(download("function_source", "My udfs", null))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(jar));
    }

    @Test
    void aRoleWithoutPrivilegeGetsNothingUntilItIsGranted() {
        assertThat(download("function_source", "My udfs", "public")).isEmpty();
        SessionContext owner = new SessionContext(fixture.first().organization(), "sysadmin", null, null, null, null);
        fixture.client().in(owner).rows("GRANT USAGE ON FUNCTION_SOURCE \"My udfs\" TO ROLE public");
        assertThat(download("function_source", "My udfs", "public")).isPresent();
    }

    @Test
    void aDescriptorSourceComesBackAsItWasSent() throws Exception {
        byte[] set = Files.readAllBytes(Path.of("..", "scripts", "files", "shop.desc"));
        fixture.client()
                .attaching(Map.of("shop.desc", set))
                .rows("CREATE DESCRIPTOR_SOURCE pb WITH ('file' = '@/some/where/shop.desc')");
        assertThat(download("descriptor_source", "pb", null))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(set));
        assertThat(download("descriptor_source", "pb", "public")).isEmpty();
        assertThat(download("function_source", "pb", null)).isEmpty();
    }

    @Test
    void nothingElseIsThere() {
        assertThat(download("function_source", "my udfs", null)).isEmpty();
        assertThat(download("descriptor_source", "My udfs", null)).isEmpty();
    }

    @Test
    void nobodyElsesOrganizationIsOpen() {
        Caller stranger = new Caller(UUID.randomUUID(), "x@localhost", null, null);
        assertThatThrownBy(() -> fixture.engine().download("function_source", organization, "My udfs", stranger))
                .isInstanceOf(StatementException.class);
    }
}
