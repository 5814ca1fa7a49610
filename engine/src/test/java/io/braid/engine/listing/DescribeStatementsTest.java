package io.braid.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.DataType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescribeStatementsTest {
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
    @ValueSource(
            strings = {
                "DESCRIBE DATABASE main",
                "DESCRIBE SCHEMA public",
                "DESCRIBE RELATION \"main\".\"public\".\"clicks\"",
                "DESCRIBE STREAM clicks",
                "DESCRIBE CHANGELOG \"Users\"",
                "DESCRIBE COMPUTE_POOL \"default_pool\"",
                "DESCRIBE ORGANIZATION acme",
                "DESCRIBE API_TOKEN ci"
            })
    void oneRowAProperty(String sql) {
        List<List<String>> answer = platform.ask(sql);
        assertThat(answer.get(0)).containsExactly("Property", "Value");
        assertThat(answer.stream().map(row -> row.get(0)))
                .contains("Name", "CreatedAt")
                .doesNotHaveDuplicates();
    }

    @Test
    void columns() {
        assertThat(platform.ask("DESCRIBE RELATION COLUMNS clicks"))
                .containsExactly(
                        List.of("Name", "Type", "Nullable", "Properties"),
                        List.of("id", "BIGINT", "false", "{}"),
                        List.of("Name", "VARCHAR", "true", "{}"));
        assertThat(platform.table("DESCRIBE COLUMNS clicks", "sysadmin")
                        .columns()
                        .column(2)
                        .type())
                .isEqualTo(DataType.BOOLEAN);
        assertThat(platform.names("DESCRIBE RELATION COLUMNS deltastream.sys.\"queries\""))
                .startsWith("id", "name", "version");
    }

    @Test
    void aStoreIsOneRowOfSeven() {
        List<List<String>> answer = platform.ask("DESCRIBE STORE \"kafka\"");
        assertThat(answer).hasSize(2);
        List<String> row = answer.get(1);
        assertThat(row).hasSize(7);
        assertThat(row.get(0)).contains("\"type\":\"Kafka\"");
        assertThat(row.get(1)).isEqualTo("broker:9092");
        assertThat(row.get(2)).isEqualTo("{\"tls.disabled\":\"true\",\"uris\":\"broker:9092\"}");
        assertThat(row.subList(3, 7)).isEqualTo(Arrays.asList("false", "false", null, "[\"kafka\"]"));
    }

    @Test
    void anEntityIsOneRowOfSeven() {
        assertThat(platform.ask("DESCRIBE ENTITY \"users\" IN STORE \"kafka\"").get(1))
                .isEqualTo(Arrays.asList("users", "true", "3", "1", null, null, "{\"retention.ms\":\"1000\"}"));
    }

    @Test
    void query() {
        List<List<String>> answer = platform.ask("DESCRIBE QUERY " + platform.running.id());
        assertThat(answer)
                .startsWith(List.of("Property", "Value"))
                .contains(
                        List.of("state", "running"),
                        List.of("error", ""),
                        List.of("sources", "main.public.clicks"),
                        List.of("NumRecordsIn", "10"),
                        List.of("LastCheckpointMillis", "n/a"));
        assertThat(platform.ask("DESCRIBE QUERY " + platform.ended.id())).contains(List.of("NumRecordsIn", "n/a"));
        assertThat(platform.ask("DESCRIBE QUERY enrich"))
                .contains(List.of("id", platform.running.id().toString()));
    }

    @Test
    void aspectsOfAQuery() {
        assertThat(platform.ask("DESCRIBE QUERY HISTORY " + platform.ended.id()))
                .first()
                .isEqualTo(List.of("State", "Messages", "CreatedAt"));
        assertThat(platform.ask("DESCRIBE QUERY STATE " + platform.running.id()))
                .containsExactly(List.of("RelationName", "StoreType", "Info"));
        assertThat(platform.ask("DESCRIBE QUERY METRICS enrich"))
                .contains(List.of("NumBytesOut", "700.0"), List.of("NumRecordsInPerSecond", "2.5"));
        assertThat(platform.ask("DESCRIBE QUERY EVENTS enrich").get(1)).contains("running", "");
    }

    @Test
    void rolesAndUsers() {
        assertThat(platform.ask("DESCRIBE ROLE useradmin", "orgadmin"))
                .containsExactly(
                        List.of("Type", "Name", "Privilege", "WithGrantOption", "GrantedBy"),
                        List.of("role", "public", "usage", "false", "orgadmin"),
                        List.of("organization", "useradmin", "manage_members", "true", "orgadmin"));
        assertThat(platform.names("DESCRIBE USER 'ann@example.com'")).containsExactly("analyst", "orgadmin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DESCRIBE DATABASE "x"                         | 3D002 | database "x" does not exist
            DESCRIBE SCHEMA main.x                        | 3D003 | schema "main.x" does not exist
            DESCRIBE STORE "x"                            | 3D006 | store "x" does not exist
            DESCRIBE ENTITY "x" IN STORE "kafka"          | 3D008 | entity "x" does not exist
            DESCRIBE RELATION "main"."public"."x"         | 3D020 | relation "main.public.x" does not exist
            DESCRIBE STREAM "Users"                       | 3D020 | stream "main.public.Users" does not exist
            DESCRIBE RELATION main.x.y                    | 3D003 | does not exist
            DESCRIBE RELATION COLUMNS x                   | 3D020 | does not exist
            DESCRIBE QUERY 24f5a97b-97e9-40eb-8dbf-431b96474972 | 3D019 | query "24f5a97b-97e9-40eb-8dbf-431b96474972" does not exist
            DESCRIBE COMPUTE_POOL "x"                     | 3D023 | compute pool "x" does not exist
            DESCRIBE ROLE "x"                             | 3D001 | role "x" does not exist
            DESCRIBE USER 'x@example.com'                 | 3D000 | user "x@example.com" does not exist
            DESCRIBE FUNCTION "x"                         | 3D017 | function "x" does not exist
            DESCRIBE FUNCTION_SOURCE "x"                  | 3D018 | function source "x" does not exist
            DESCRIBE DESCRIPTOR_SOURCE "x"                | 3D011 | descriptor source "x" does not exist
            DESCRIBE SCHEMA_REGISTRY "x"                  | 3D009 | schema registry "x" does not exist
            DESCRIBE SECRET "x"                           | 3D016 | secret "x" does not exist
            DESCRIBE API_TOKEN "x"                        | 3D012 | api token "x" does not exist
            DESCRIBE SECURITY INTEGRATION "x"             | 0A000 | does not exist
            """)
    void whatIsNotThere(String sql, String code, String message) {
        assertThatThrownBy(() -> platform.ask(sql, "orgadmin"))
                .isInstanceOfSatisfying(
                        StatementException.class,
                        e -> assertThat(e.code().sqlState()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CAN I CREATE_QUERY                    | sysadmin | true
            CAN I CREATE_QUERY                    | analyst  | false
            CAN I CREATE_CONNECTOR                | orgadmin | false
            CAN I MANAGE_GRANTS                   | sysadmin | false
            CAN I USE DATABASE main               | analyst  | true
            CAN I CREATE IN DATABASE main         | analyst  | false
            CAN I SELECT FROM RELATION clicks     | analyst  | true
            CAN I INSERT INTO RELATION clicks     | analyst  | false
            CAN I DROP RELATION clicks            | sysadmin | true
            CAN I USE SCHEMA public               | sysadmin | true
            CAN I USE STORE kafka                 | sysadmin | true
            CAN I CREATE IN ROLE useradmin        | sysadmin | false
            CAN I USE ROLE useradmin              | sysadmin | true
            CAN I USE REGION local                | analyst  | true
            """)
    void canI(String sql, String role, String answer) {
        assertThat(platform.ask(sql, role)).containsExactly(List.of("CanI"), List.of(answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CAN I FLY                             | 42601 | FLY
            CAN I USE STORE nowhere               | 3D006 | does not exist
            CAN I USE FUNCTION nothing            | 3D017 | does not exist
            """)
    void canINot(String sql, String code, String message) {
        assertThatThrownBy(() -> platform.ask(sql))
                .isInstanceOfSatisfying(
                        StatementException.class,
                        e -> assertThat(e.code().sqlState()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
