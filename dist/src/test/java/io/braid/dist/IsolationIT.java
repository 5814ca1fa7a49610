package io.braid.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.client.BraidClient;
import io.braid.client.ServerException;
import io.braid.client.SqlException;
import io.braid.client.StatementResult;
import io.braid.client.wire.StatementRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two organizations on one server, and tokens that come and go, as clients see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IsolationIT {
    /** Part of every name that the first organization uses here. */
    private static final String PLANTED = "isolated_planted";

    private static final List<String> ASKED = List.of(
            "LIST ORGANIZATIONS",
            "LIST DATABASES",
            "LIST SCHEMAS",
            "LIST STORES",
            "LIST ENTITIES",
            "LIST RELATIONS",
            "LIST STREAMS",
            "LIST QUERIES",
            "LIST ROLES",
            "LIST USERS",
            "LIST API_TOKENS",
            "LIST SECRETS",
            "LIST COMPUTE_POOLS",
            "LIST PENDING INVITATIONS",
            "SELECT * FROM deltastream.sys.\"relations\"",
            "SELECT * FROM deltastream.sys.\"relation_columns\"",
            "SELECT * FROM deltastream.sys.\"queries\"",
            "SELECT * FROM deltastream.sys.\"stores\"",
            "SELECT * FROM deltastream.sys.\"api_tokens\"",
            "SELECT * FROM deltastream.sys.\"role_privileges\"",
            "SELECT * FROM deltastream.sys.\"user_grants\"",
            "SELECT * FROM deltastream.sys.\"statements\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private ServerProcess server;
    private BraidClient admin;
    private BraidClient eve;
    private String eveToken = "";
    private String braid = "";
    private String statement = "";
    private String query = "";

    @BeforeAll
    void start() {
        server = SharedServer.get();
        admin = server.client();
        braid = cell(admin.execute("LIST ORGANIZATIONS WHERE name = 'braid'"), 0);
        admin.execute("CREATE STREAM " + PLANTED + " (id BIGINT) WITH ('topic' = '" + PLANTED + "_topic',"
                + " 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json')");
        for (List<@Nullable String> row : admin.execute("CREATE MATERIALIZED VIEW " + PLANTED
                        + "_view AS SELECT id, COUNT(*) AS n FROM " + PLANTED + " GROUP BY id")
                .rows()) {
            query = String.valueOf(row.get(1));
        }
        admin.execute("CREATE API_TOKEN " + PLANTED + "_token");
        admin.execute("CREATE SECRET " + PLANTED + "_secret WITH ('type' = generic_string, 'secret_string' = 'x')");
        statement = admin.execute("SELECT * FROM " + PLANTED + "_view").statementId();
        BraidClient asAdmin = server.client();
        asAdmin.execute("USE ROLE orgadmin");
        eveToken = cell(asAdmin.execute("INVITE USER 'eve@example.com' WITH (default_role = public)"), 5);
        eve = BraidClient.of(server.api(), eveToken);
    }

    @AfterAll
    void stop() {
        admin.execute("TERMINATE QUERY " + query);
    }

    @Test
    void whoBelongsToNoneSeesInvitationsAndCanFoundOne() {
        assertThat(texts(eve.execute("LIST ORGANIZATIONS"))).isEmpty();
        assertThatThrownBy(() -> eve.execute("LIST DATABASES"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("belongs to no organization");
        String invitation = cell(eve.execute("LIST MY INVITATIONS"), 0);
        eve.execute("REJECT INVITATION " + invitation);
        assertThat(texts(eve.execute("LIST MY INVITATIONS"))).isEmpty();

        eve.execute("CREATE ORGANIZATION eves");
        BraidClient again = BraidClient.of(server.api(), eveToken);
        for (String question : ASKED) {
            assertThat(answer(again, question))
                    .as(question)
                    .noneMatch(text -> text.contains(PLANTED) || text.contains("admin@localhost"));
        }
        again.execute("CREATE STREAM eves_own (id BIGINT) WITH ('topic' = 'eves_own_topic', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json')");
        assertThat(texts(again.execute("LIST ENTITIES"))).contains("eves_own_topic");
        for (String question : ASKED) {
            assertThat(answer(admin, question)).as(question).noneMatch(text -> text.contains("eves_own"));
        }
        refusals(again);
        theOthersStatementsAreNotThere();
    }

    /** What others have looks as what nobody has. */
    private void refusals(BraidClient client) {
        for (String sql : List.of(
                "SELECT * FROM main.public.%s",
                "DESCRIBE RELATION main.public.%s",
                "DROP RELATION main.public.%s",
                "PRINT ENTITY \"%s_topic\"",
                "DROP ENTITY \"%s_topic\"",
                "USE ORGANIZATION \"%s\"",
                "DROP API_TOKEN %s_token",
                "DROP SECRET %s_secret")) {
            assertThat(refusal(client, sql.formatted(PLANTED)).replace(PLANTED, "x"))
                    .as(sql)
                    .isEqualTo(refusal(client, sql.formatted("isolated_nowhere_to_be"))
                            .replace("isolated_nowhere_to_be", "x"));
        }
        String nobody = UUID.randomUUID().toString();
        assertThat(in(client, braid).replace(braid, "x"))
                .isEqualTo(in(client, nobody).replace(nobody, "x"));
        assertThat(refusal(
                        client,
                        "CREATE STREAM c (id BIGINT) WITH ('topic' = '" + PLANTED
                                + "_topic', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json')"))
                .as("its topic is another one")
                .isEmpty();
    }

    private static String in(BraidClient client, String organization) {
        StatementRequest request =
                new StatementRequest("LIST DATABASES", organization, null, null, null, null, null, null, null, null);
        try {
            client.execute(request, Map.of(), Duration.ofMinutes(1));
            return "";
        } catch (SqlException e) {
            return e.sqlState() + " " + e.getMessage();
        }
    }

    /** What is said, be it rows or a refusal. */
    private static List<String> answer(BraidClient client, String sql) {
        try {
            return texts(client.execute(sql));
        } catch (SqlException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static String refusal(BraidClient client, String sql) {
        try {
            client.execute(sql);
            return "";
        } catch (SqlException e) {
            return e.sqlState() + " " + e.getMessage();
        }
    }

    private void theOthersStatementsAreNotThere() {
        assertThat(get("/statements/" + statement, eveToken)).isEqualTo(404);
        assertThat(get("/statements/" + statement, server.token())).isEqualTo(200);
        assertThat(get("/download/function_source/" + braid + "/" + PLANTED, eveToken))
                .isEqualTo(get("/download/function_source/" + UUID.randomUUID() + "/" + PLANTED, eveToken));
    }

    @Test
    void aTokenIsGoodUntilItIsRenewedOrDropped() throws IOException {
        String first = cell(admin.execute("CREATE API_TOKEN coming WITH ('token.role_name' = public)"), 5);
        BraidClient one = BraidClient.of(server.api(), first);
        assertThat(one.execute("LIST ORGANIZATIONS").rows()).hasSize(1);
        assertThat(refusal(one, "CREATE DATABASE not_with_this_role")).startsWith("42501");
        assertThat(refusal(one, "ALTER API_TOKEN " + PLANTED + "_token RENEW TOKEN"))
                .startsWith("42501");

        StatementResult renewed = admin.execute("ALTER API_TOKEN coming RENEW TOKEN");
        String second = cell(renewed, 5);
        assertThatThrownBy(() -> one.execute("LIST ORGANIZATIONS"))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.status()).isEqualTo(403));
        BraidClient two = BraidClient.of(server.api(), second);
        assertThat(two.execute("LIST ORGANIZATIONS").rows()).hasSize(1);

        admin.execute("DROP API_TOKEN coming");
        assertThatThrownBy(() -> two.execute("LIST ORGANIZATIONS"))
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.status()).isEqualTo(403));
        nowhere(first, second, eveToken);
        assertThat(server.output()).doesNotContain(first, second, eveToken);
    }

    /** Not in the catalog, nor among results, nor in logs. */
    private void nowhere(String... tokens) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(server.data())) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            String bytes = read(file);
            for (String token : tokens) {
                assertThat(bytes.contains(token.substring(token.lastIndexOf('.'))))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (java.nio.file.NoSuchFileException e) {
            return ""; // a running server deletes, too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int get(String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.api() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String cell(StatementResult result, int column) {
        return Objects.requireNonNull(result.rows().iterator().next().get(column));
    }

    private static List<String> texts(StatementResult result) {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable String> row : result.rows()) {
            row.forEach(cell -> texts.add(String.valueOf(cell)));
        }
        return texts;
    }
}
