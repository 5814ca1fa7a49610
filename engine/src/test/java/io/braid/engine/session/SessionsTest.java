package io.braid.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.Caller;
import io.braid.engine.SessionContext;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request leaves open comes from the token, then from the user's defaults. */
class SessionsTest {
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeEach
    void open(@TempDir Path directory) {
        fixture = EngineFixture.open(directory, new FakeRuntime(), new FakeStoreType());
        client = fixture.client();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private EngineClient in(SessionContext context) {
        return fixture.client().in(context);
    }

    private EngineClient with(String role) {
        return new EngineClient(
                fixture.engine(), new Caller(fixture.first().user().id(), "admin@localhost", null, role));
    }

    @Test
    void aRequestThatSaysNothingGetsTheDefaults() {
        client.rows("LIST DATABASES");

        assertThat(client.context())
                .isEqualTo(new SessionContext(
                        fixture.first().organization(),
                        "sysadmin",
                        "main",
                        "public",
                        EngineFixture.STORE,
                        "default_pool"));
    }

    @Test
    void aDatabaseOfOnesOwnBringsItsPublicSchema() {
        client.rows("CREATE DATABASE other");
        EngineClient other = in(new SessionContext(null, null, "other", null, null, null));
        other.rows("LIST RELATIONS");

        assertThat(other.context().schema()).isEqualTo("public");
        assertThat(other.context().database()).isEqualTo("other");
    }

    @Test
    void aDatabaseThatIsNotThereDisturbsOnlyWhoUsesIt() {
        EngineClient lost = in(new SessionContext(null, null, "nowhere", null, "nothing", null));

        assertThat(lost.rows("LIST DATABASES")).hasSize(1);
        assertThat(lost.failure("SELECT id FROM clicks"))
                .startsWith("3D002 line 1:16: database \"nowhere\" does not exist");
        assertThat(lost.failure("LIST ENTITIES")).startsWith("3D006 ");
        lost.rows("USE DATABASE main");
        assertThat(lost.context().database()).isEqualTo("main");
    }

    @Test
    void aRoleOfTheRequestMustBeOnesOwn() {
        assertThat(in(new SessionContext(null, "nobody", null, null, null, null))
                        .failure("LIST DATABASES"))
                .isEqualTo("3D001 role \"nobody\" does not exist");
        EngineClient orgadmin = in(new SessionContext(null, "orgadmin", null, null, null, null));
        orgadmin.rows("LIST DATABASES");
        assertThat(orgadmin.context().role()).isEqualTo("orgadmin");
    }

    @Test
    void theRoleOfATokenIsTheMostItsBearerCanBe() {
        EngineClient useradmin = with("useradmin");
        useradmin.rows("CAN I USE ROLE useradmin");

        assertThat(useradmin.context().role()).isEqualTo("useradmin");
        assertThat(with("useradmin")
                        .in(new SessionContext(null, "sysadmin", null, null, null, null))
                        .failure("LIST DATABASES"))
                .startsWith("42501 role \"sysadmin\" is not granted to you");
    }

    @Test
    void anOrganizationOfOthersDoesNotExist() {
        UUID other = UUID.randomUUID();

        assertThat(in(new SessionContext(other, null, null, null, null, null)).failure("LIST DATABASES"))
                .isEqualTo("3D004 organization \"" + other + "\" does not exist");
        EngineClient stranger =
                new EngineClient(fixture.engine(), new Caller(UUID.randomUUID(), "eve@example.com", null, null));
        assertThat(stranger.failure("LIST DATABASES"))
                .isEqualTo(
                        "3D004 user \"eve@example.com\" belongs to no organization (LIST MY INVITATIONS shows what there"
                                + " is to accept, CREATE ORGANIZATION makes a new one)");
        assertThat(stranger.rows("LIST ORGANIZATIONS")).isEmpty();
    }

    @Test
    void theStatementsOfABatchShareOneContext() {
        var batch = client.run("CREATE DATABASE other; USE DATABASE other; LIST SCHEMAS;");

        assertThat(batch.statements()).hasSize(3);
        assertThat(client.context().database()).isEqualTo("other");
    }

    @Test
    void aBatchStopsAtItsFirstFailure() {
        assertThat(client.failure("CREATE DATABASE other; DROP DATABASE nowhere; CREATE DATABASE third;"))
                .startsWith("3D002 ");
        assertThat(client.rows("LIST DATABASES")).extracting(row -> row.get(0)).containsExactly("main", "other");
    }
}
