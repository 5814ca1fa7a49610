package io.braid.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListStatementsTest {
    private Platform platform;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        platform = new Platform(folder);
    }

    @AfterAll
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LIST ORGANIZATIONS         | ID Name IsCurrent IsDefault Description ProfileImageUri CreatedAt
            LIST DATABASES             | Name IsDefault Owner CreatedAt Path
            LIST SCHEMAS               | Name IsDefault Owner CreatedAt
            LIST RELATIONS             | Name Type Owner State Properties CreatedAt UpdatedAt Path
            LIST STORES                | Name Type State Message IsDefault Owner CreatedAt UpdatedAt Path
            LIST ENTITIES              | Name IsLeaf
            LIST QUERIES               | ID Name Version IntendedState ActualState Query Owner CreatedAt UpdatedAt
            LIST COMPUTE_POOLS         | Name IntendedState ActualState ErrorMessages Size Timeout Owner CreatedAt UpdatedAt Path
            LIST FUNCTIONS             | Signature Type SourceName ClassName EgressAllowURIs Properties Owner CreatedAt UpdatedAt
            LIST FUNCTION_SOURCES      | Name State Language Description Url Owner CreatedAt UpdatedAt
            LIST DESCRIPTOR_SOURCES    | Name Type Url Tags Owner CreatedAt UpdatedAt
            LIST SCHEMA_REGISTRIES     | Name Type State Url Owner CreatedAt UpdatedAt
            LIST SECRETS               | Name Type Description Status Owner CreatedAt UpdatedAt
            LIST API_TOKENS            | Name LastUsed CreatedAt ExpiresAt
            LIST ROLES                 | Name IsCurrent IsDefault Owner CreatedAt
            LIST USER ROLES            | Name IsCurrent IsDefault IsInherited
            LIST USERS                 | GivenName FamilyName IsCurrent Email Locale
            LIST MY INVITATIONS        | ID OrgName InvitedBy
            LIST SECURITY INTEGRATIONS | Name Type CreatedAt UpdatedAt
            """)
    void columns(String sql, String columns) {
        assertThat(platform.ask(sql).get(0)).isEqualTo(List.of(columns.split(" ")));
    }

    @Test
    void invitationsAreForThoseWhoManageMembers() {
        assertThat(platform.ask("LIST INVITATIONS", "orgadmin").get(0)).contains("EmailAddress", "DefaultRole");
        assertThatThrownBy(() -> platform.ask("LIST INVITATIONS", "analyst")).hasMessageContaining("MANAGE_MEMBERS");
    }

    @Test
    void databasesAndSchemas() {
        assertThat(platform.ask("LIST DATABASES").stream().map(row -> row.subList(0, 3)))
                .containsExactly(
                        List.of("Name", "IsDefault", "Owner"),
                        List.of("Shop-东西", "false", "sysadmin"),
                        List.of("main", "true", "sysadmin"));
        assertThat(platform.names("SHOW SCHEMAS IN DATABASE \"Shop-东西\"")).containsExactly("public");
        assertThatThrownBy(() -> platform.ask("LIST SCHEMAS IN DATABASE nowhere"))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATABASE))
                .hasMessageContaining("database \"nowhere\" does not exist");
    }

    @Test
    void relations() {
        assertThat(platform.ask("LIST RELATIONS IN SCHEMA \"main\".public").get(2))
                .containsExactly(
                        "clicks",
                        "stream",
                        "sysadmin",
                        "created",
                        "{\"store\":\"kafka\",\"topic\":\"clicks\",\"value.format\":\"json\"}",
                        "2026-03-04 05:06:07.123Z",
                        "2026-03-04 05:06:08.123Z",
                        "[\"main\",\"public\",\"clicks\"]");
        assertThat(platform.names("LIST CHANGELOGS")).containsExactly("Users");
        assertThat(platform.names("LIST MATERIALIZED VIEWS")).isEmpty();
        assertThatThrownBy(() -> platform.ask("LIST RELATIONS IN SCHEMA main.nowhere"))
                .hasMessageContaining("schema \"main.nowhere\" does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LIST STREAMS WHERE database_name = 'main' AND schema_name = 'public' | clicks
            LIST RELATIONS WHERE Type = 'changelog'                              | Users
            LIST RELATIONS WHERE "CreatedAt" IS NOT NULL AND name LIKE 'c%'      | clicks
            LIST RELATIONS WHERE created_at IS NULL                              |
            LIST RELATIONS WHERE database_name = 'Shop-东西'                     |
            LIST STORES WHERE type = 'Kafka'                                     | kafka
            LIST ENTITIES WHERE name = 'users'                                   | users
            LIST QUERIES WHERE current_state = 'terminated'                      |
            """)
    void conditions(String sql, String only) {
        assertThat(platform.names(sql).stream().map(String::valueOf))
                .isEqualTo(only == null ? List.of() : List.of(only));
    }

    @Test
    void aConditionOnAnUnknownColumnNamesIt() {
        assertThatThrownBy(() -> platform.ask("LIST RELATIONS WHERE colour = 'red'"))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("\"colour\" does not exist");
    }

    @Test
    void entitiesAreWrittenAsSql() {
        assertThat(platform.ask("LIST ENTITIES IN STORE kafka"))
                .containsExactly(
                        List.of("Name", "IsLeaf"),
                        List.of("\"Clicks\"", "true"),
                        List.of("\"page.views\"", "true"),
                        List.of("users", "true"));
        assertThatThrownBy(() -> platform.ask("LIST ENTITIES IN STORE nowhere"))
                .hasMessageContaining("store \"nowhere\" does not exist");
    }

    @Test
    void endedQueriesLeaveTheListAndStayInTheTable() {
        assertThat(platform.ask("LIST QUERIES")).hasSize(2);
        assertThat(platform.ask("LIST QUERIES").get(1).subList(0, 5))
                .containsExactly(platform.running.id().toString(), "enrich", "1", "RUNNING", "RUNNING");
        assertThat(platform.names("SELECT id FROM deltastream.sys.\"queries\""))
                .containsExactlyInAnyOrder(
                        platform.running.id().toString(), platform.ended.id().toString());
    }

    @Test
    void roles() {
        assertThat(platform.names("LIST ROLES", "orgadmin"))
                .containsExactly("analyst", "orgadmin", "public", "securityadmin", "sysadmin", "useradmin");
        assertThat(platform.ask("LIST USER ROLES"))
                .contains(List.of("orgadmin", "false", "false", "false"), List.of("sysadmin", "true", "true", "true"));
    }

    @Test
    void theRoleDecidesWhatIsSeen() {
        assertThat(platform.names("LIST RELATIONS", "analyst")).containsExactly("clicks");
        assertThat(platform.names("LIST STORES", "analyst")).isEmpty();
        assertThat(platform.names("LIST QUERIES", "analyst")).isEmpty();
        assertThat(platform.names("LIST DATABASES", "analyst")).containsExactly("main");
    }

    @Test
    void oneOfEachThatThereAlwaysIs() {
        assertThat(platform.names("LIST COMPUTE_POOLS")).containsExactly("default_pool");
        assertThat(platform.names("LIST REGIONS")).containsExactly("local");
        assertThat(platform.names("LIST API_TOKENS")).containsExactly("ci");
        assertThat(platform.ask("LIST USERS").get(1)).containsExactly("", "", "true", "ann@example.com", "en");
    }

    @Test
    void whatHasNoPlaceTakesNoIn() {
        assertThatThrownBy(() -> platform.ask("LIST STORES IN main"))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
    }
}
