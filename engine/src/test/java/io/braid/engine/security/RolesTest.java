package io.braid.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.Audit;
import io.braid.catalog.Grant;
import io.braid.catalog.Role;
import io.braid.engine.SessionContext;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role does what it was granted; what it cannot see does not exist. */
class RolesTest {
    private static final String CLICKS = "\"main\".\"public\".\"clicks\"";

    private EngineFixture fixture;
    private EngineClient admin;
    private EngineClient reader;

    @BeforeEach
    void open(@TempDir Path directory) {
        FakeStoreType store = new FakeStoreType();
        fixture = EngineFixture.open(directory, new FakeRuntime(), store);
        admin = fixture.client();
        store.create("clicks");
        admin.rows("CREATE STREAM clicks (id VARCHAR) WITH ('topic' = 'clicks', 'value.format' = 'json')");
        admin.rows("CREATE STREAM hidden (id VARCHAR) WITH ('topic' = 'clicks', 'value.format' = 'json')");
        UUID organization = fixture.first().organization();
        fixture.catalog().write(transaction -> {
            transaction.createRole(new Role(
                    organization, "reader", Set.of("public"), false, Audit.now("sysadmin", "admin@localhost")));
            transaction.grantRole(organization, fixture.first().user().id(), "reader");
            return true;
        });
        grant("usage", "database", "\"main\"");
        grant("usage", "schema", "\"main\".\"public\"");
        reader = fixture.client()
                .in(new SessionContext(organization, "reader", "main", "public", EngineFixture.STORE, null));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void grant(String privilege, String kind, String target) {
        UUID organization = fixture.first().organization();
        fixture.catalog().write(transaction -> {
            transaction.putGrant(
                    new Grant(organization, "reader", privilege, kind, target, false, "sysadmin", Instant.now()));
            return true;
        });
    }

    @Test
    void whatItCannotSeeDoesNotExist() {
        assertThat(reader.failure("SELECT id FROM clicks"))
                .startsWith("3D020 line 1:16: relation \"main.public.clicks\" does not exist");
        assertThat(reader.failure("DROP STREAM clicks"))
                .startsWith("3D020 line 1:13: relation \"main.public.clicks\" does not exist");
        assertThat(reader.failure("DESCRIBE RELATION clicks")).startsWith("3D020 ");
        assertThat(reader.failure("LIST ENTITIES IN STORE embedded_kafka"))
                .startsWith("3D006 line 1:24: store \"embedded_kafka\" does not exist");
        assertThat(reader.rows("LIST RELATIONS")).isEmpty();
        assertThat(reader.rows("LIST STORES")).isEmpty();
    }

    @Test
    void whatItCanSeeItMayNotThereforeChange() {
        grant("select", "relation", CLICKS);

        assertThat(reader.rows("LIST RELATIONS")).hasSize(1);
        reader.live("SELECT id FROM clicks WHERE id = 'u1'").close();
        assertThat(reader.failure("DROP STREAM clicks"))
                .isEqualTo("42501 role \"reader\" needs OWNERSHIP on relation " + CLICKS
                        + " (USE ROLE takes another one of your roles)");
        assertThat(reader.failure("INSERT INTO clicks SELECT id FROM clicks"))
                .isEqualTo("42501 role \"reader\" needs INSERT on relation " + CLICKS
                        + ", CREATE_QUERY on the organization (USE ROLE takes another one of your roles)");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        grant("select", "relation", CLICKS);
        grant("list", "store", '"' + EngineFixture.STORE + '"');

        assertThat(reader.failure("CREATE STREAM copies AS SELECT id FROM clicks"))
                .isEqualTo("42501 role \"reader\" needs CREATE on schema \"main\".\"public\", USAGE on store"
                        + " \"embedded_kafka\", CREATE_QUERY on the organization"
                        + " (USE ROLE takes another one of your roles)");
        assertThat(reader.failure("CREATE DATABASE mine"))
                .isEqualTo("42501 role \"reader\" needs CREATE_DATABASE on the organization"
                        + " (USE ROLE takes another one of your roles)");
    }

    @Test
    void withTheGrantItMay() {
        grant("select", "relation", CLICKS);
        grant("create", "schema", "\"main\".\"public\"");
        grant("usage", "store", '"' + EngineFixture.STORE + '"');
        grant("create_query", "organization", "");

        UUID query = reader.query("CREATE STREAM copies AS SELECT id FROM clicks");

        assertThat(admin.rows("SELECT \"owner\" FROM deltastream.sys.\"relations\" WHERE name = 'copies'"))
                .isEmpty();
        assertThat(reader.rows("SELECT \"owner\" FROM deltastream.sys.\"relations\" WHERE name = 'copies'")
                        .get(0))
                .containsExactly("reader");
        assertThat(admin.failure("TERMINATE QUERY " + query))
                .startsWith("3D019 line 1:17: query \"" + query + "\" does not exist");
        admin.rows("USE ROLE orgadmin");
        admin.rows("TERMINATE QUERY " + query);
    }

    @Test
    void describingAStatementAsksForTheSamePrivileges() {
        grant("select", "relation", CLICKS);

        assertThat(reader.failure("DESCRIBE DROP STREAM clicks")).startsWith("42501 role \"reader\" needs OWNERSHIP");
    }
}
