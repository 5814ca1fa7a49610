package io.braid.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.Relation;
import io.braid.engine.eval.SnapshotSource;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.RoleAuthorizer;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QualifiedName;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import io.braid.view.ViewScan.Condition;
import io.braid.view.ViewScan.Operator;
import io.braid.view.ViewScan.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
class SystemTablesTest {
    private Platform platform;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        platform = new Platform(folder);
    }

    @AfterAll
    void close() {
        platform.close();
    }

    /** What official clients send, to the letter; each finds one row of the given cells. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT "owner", created_at FROM deltastream.sys."databases" WHERE name = 'Shop-东西';                              | sysadmin,TIME
            SELECT "owner", created_at FROM deltastream.sys."schemas" WHERE database_name = 'Shop-东西' AND name = 'public';   | sysadmin,TIME
            SELECT name, "owner", created_at FROM deltastream.sys."schemas" WHERE database_name = 'Shop-东西';                 | public,sysadmin,TIME
            SELECT name, "owner", created_at FROM deltastream.sys."schemas" WHERE database_name = 'Shop-东西' ORDER BY name LIMIT 101; | public,sysadmin,TIME
            SELECT type, status, "owner", created_at, updated_at FROM deltastream.sys."stores" WHERE name = 'kafka';           | Kafka,ready,sysadmin,TIME,LATER
            SELECT type FROM deltastream.sys."stores" WHERE name = 'kafka';                                                    | Kafka
            SELECT name, type, status, "owner", created_at, updated_at FROM deltastream.sys."stores" ORDER BY name LIMIT 101;  | kafka,Kafka,ready,sysadmin,TIME,LATER
            SELECT status_message FROM deltastream.sys."stores" WHERE name = 'kafka';                                          | ``
            SELECT relation_type, fqn, "owner", "state", created_at, updated_at FROM deltastream.sys."relations" WHERE database_name='main' AND schema_name='public' AND name='clicks'; | stream,"main"."public"."clicks",sysadmin,created,TIME,LATER
            SELECT name, relation_type, "owner", "state", created_at, updated_at FROM deltastream.sys."relations" WHERE fqn = '"main"."public"."Users"'; | Users,changelog,sysadmin,created,TIME,LATER
            SELECT 1 FROM deltastream.sys."relations" WHERE fqn = '"main"."public"."clicks"';                                  | 1
            SELECT 1 FROM deltastream.sys."relations" WHERE fqn = 'main.public.clicks';                                        | 1
            SELECT 1 FROM deltastream.sys."relations" WHERE database_name='main' AND schema_name='public' AND name='clicks';   | 1
            select database_name, schema_name, name, relation_type, primary_key, "owner" from deltastream.sys."relations" where database_name = 'main' and schema_name in ('public', 's2') and name = 'Users'; | main,public,Users,changelog,id,sysadmin
            select name, "version", intended_state, current_state, "owner", created_at, updated_at from deltastream.sys."queries" where id = 'RUNNING'; | enrich,1,running,running,sysadmin,TIME,LATER
            select name, "version", current_state, "owner", created_at, updated_at from deltastream.sys."queries" where id = 'ENDED'; | null,null,terminated,sysadmin,TIME,LATER
            select current_state from deltastream.sys."queries" where id = 'ENDED';                                            | terminated
            """)
    void whatClientsSend(String sql, String cells) {
        String statement = sql.replace("RUNNING", platform.running.id().toString())
                .replace("ENDED", platform.ended.id().toString());
        String expected =
                cells.replace("TIME", "2026-03-04 05:06:07.123Z").replace("LATER", "2026-03-04 05:06:08.123Z");
        List<List<String>> answer = platform.ask(statement);
        assertThat(answer).hasSize(2);
        assertThat(answer.get(1).stream().map(String::valueOf)).isEqualTo(List.of(expected.split(",", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT \"owner\", created_at FROM deltastream.sys.\"databases\" WHERE name = 'x';",
                "SELECT type, \"status\", \"owner\", created_at, updated_at FROM deltastream.sys.\"schema_registries\" WHERE name = 'x';",
                "SELECT name, type, \"status\", \"owner\", created_at, updated_at FROM deltastream.sys.\"schema_registries\";",
                "SELECT type, \"description\", \"status\", \"owner\", created_at, updated_at FROM deltastream.sys.\"secrets\" WHERE name = 'x';",
                "SELECT 1 FROM deltastream.sys.\"relations\" WHERE fqn = '\"d\".\"s\".\"r\"';",
                "select current_state from deltastream.sys.\"queries\" where id = 'not an id';"
            })
    void whatIsNotThereIsNoRowAndNoError(String sql) {
        assertThat(platform.ask(sql)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organizations",
                "databases",
                "schemas",
                "relations",
                "relation_columns",
                "stores",
                "schema_registries",
                "secrets",
                "queries",
                "compute_pools",
                "functions",
                "function_sources",
                "descriptor_sources",
                "roles",
                "role_privileges",
                "user_grants",
                "userdatas",
                "api_tokens"
            })
    void everyTableCanBeReadWhole(String table) {
        List<List<String>> answer = platform.ask("SELECT * FROM deltastream.sys.\"" + table + "\"", "orgadmin");
        assertThat(answer.get(0))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.equals(name.toLowerCase(java.util.Locale.ROOT)));
        assertThat(platform.ask("SELECT count(*) FROM deltastream.sys.\"" + table + "\"", "orgadmin")
                        .get(1))
                .containsExactly(Integer.toString(answer.size() - 1));
    }

    @Test
    void notNullColumnsHoldValues() {
        for (Listing<?> listing : new Listings(new StoreTypes(List.of(new ToyStore())), new RegistryTypes(List.of()))
                .tables()
                .values()) {
            check(listing);
        }
    }

    private <T> void check(Listing<T> listing) {
        platform.catalog.read(view -> {
            Viewer viewer = new Viewer(platform.session("orgadmin"), view, new RoleAuthorizer());
            for (T thing : listing.find(viewer, Wanted.ALL)) {
                for (Fact<T> fact : listing.facts()) {
                    if (!fact.nullable()) {
                        assertThat(Listing.value(fact, thing, viewer))
                                .as(fact.stored())
                                .isNotNull();
                    }
                }
            }
            return true;
        });
    }

    @Test
    void columnsOfARelation() {
        assertThat(platform.ask("SELECT name, type FROM deltastream.sys.\"relation_columns\" WHERE relation_id = '"
                        + platform.clicks.id() + "' ORDER BY name DESC"))
                .containsExactly(List.of("name", "type"), List.of("id", "BIGINT"), List.of("Name", "VARCHAR"));
    }

    @Test
    void rolesAndWhatTheyHold() {
        assertThat(
                        platform.ask(
                                "SELECT granted_roles, granted_to, member_count FROM deltastream.sys.\"roles\" WHERE name = 'sysadmin'"))
                .endsWith(List.of("[\"public\"]", "[\"orgadmin\"]", "0"));
        assertThat(platform.ask("SELECT role_priv_target_name FROM deltastream.sys.\"role_privileges\" "
                        + "WHERE role_name = 'analyst' AND role_priv_type = 'select'"))
                .endsWith(List.of("main.public.clicks"));
        assertThat(platform.names("SELECT role_name FROM deltastream.sys.\"user_grants\" ORDER BY 1"))
                .containsExactly("analyst", "orgadmin");
    }

    @Test
    void theRoleDecidesWhatIsSeen() {
        assertThat(platform.names("SELECT name FROM deltastream.sys.\"relations\"", "analyst"))
                .containsExactly("clicks");
        assertThat(platform.names(
                        "SELECT name FROM deltastream.sys.\"relations\" WHERE fqn = '\"main\".\"public\".\"Users\"'",
                        "analyst"))
                .isEmpty();
    }

    @Test
    void anUnknownTableNamesItsNeighbours() {
        assertThatThrownBy(() -> platform.ask("SELECT * FROM deltastream.sys.\"relation\""))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RELATION))
                .hasMessageContaining("relation \"deltastream.sys.relation\" does not exist")
                .hasMessageContaining("\"relations\"");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(platform.ask("SELECT * FROM deltastream.sys.\"stores\"").toString())
                .doesNotContain("password", "sesame", platform.sealed);
    }

    /** Compared with reading all of them, so that the speed of the machine does not matter. */
    @Test
    void oneOfTenThousandIsFoundAtOnce() {
        platform.catalog.write(transaction -> {
            for (int i = 0; i < 10_000; i++) {
                transaction.createRelation(platform.relation("many_" + i, Relation.Kind.STREAM, List.of()));
            }
            return true;
        });
        SnapshotSource relations = new SystemTables(
                        new Listings(new StoreTypes(List.of(new ToyStore())), new RegistryTypes(List.of())),
                        platform.catalog,
                        new RoleAuthorizer())
                .find(QualifiedName.of("deltastream", "sys", "relations"), platform.session("sysadmin"))
                .orElseThrow();
        int id = relations.columns().indexOf("id").orElseThrow();
        int fqn = relations.columns().indexOf("fqn").orElseThrow();
        List<Condition> wanted = List.of(
                new Condition(id, Operator.EQUAL, platform.clicks.id().toString()),
                new Condition(fqn, Operator.EQUAL, "\"main\".\"public\".\"many_9999\""));
        ViewScan newest = new ViewScan(List.of(0), List.of(), List.of(new Order(0, true, false)), 2);
        long start = System.nanoTime();
        assertThat(scan(relations, newest)).containsExactly("many_9999", "many_9998");
        Duration all = Duration.ofNanos(System.nanoTime() - start);
        assertThat(wanted).allSatisfy(condition -> {
            long begin = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(scan(relations, new ViewScan(List.of(0), List.of(condition), List.of(), -1)))
                        .hasSize(1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(all.multipliedBy(20));
        });
        platform.catalog.write(transaction -> {
            transaction.relations(platform.organization).stream()
                    .filter(relation -> relation.name().startsWith("many_"))
                    .forEach(relation -> transaction.dropRelation(relation.id()));
            return true;
        });
    }

    private static List<Object> scan(SnapshotSource source, ViewScan scan) {
        List<Object> first = new ArrayList<>();
        try (ViewRows rows = source.scan(scan)) {
            rows.forEachRemaining(row -> first.add(row[0]));
        }
        return first;
    }
}
