package io.braid.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.fixture.FakeRuntime;
import io.braid.engine.fixture.FakeStoreType;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.security.StatementAccess.Need;
import io.braid.engine.security.StatementAccess.Right;
import io.braid.engine.security.StatementAccess.Row;
import io.braid.engine.security.StatementExamples.Example;
import io.braid.engine.statement.StatementHandlers;
import io.braid.sql.tree.RoleStatement.GrantPrivileges;
import io.braid.sql.tree.RoleStatement.RevokePrivileges;
import io.braid.sql.tree.Statement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every statement, tried by every built-in role and by one that has nothing, against the access table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementAccessTest {
    private static final String ROOT = "orgadmin";
    private static final List<String> ROLES = List.of(ROOT, "sysadmin", "securityadmin", "useradmin", "public", "bare");
    /** What the built-in roles hold on the organization, their own and inherited. */
    private static final Map<String, Set<Privilege>> HELD = Map.of(
            "sysadmin",
            Set.of(
                    Privilege.CREATE_DATABASE,
                    Privilege.CREATE_STORE,
                    Privilege.CREATE_QUERY,
                    Privilege.CREATE_COMPUTE_POOL,
                    Privilege.CREATE_SCHEMA_REGISTRY,
                    Privilege.CREATE_DESCRIPTOR_SOURCE,
                    Privilege.CREATE_FUNCTION_SOURCE,
                    Privilege.CREATE_FUNCTION),
            "securityadmin",
            Set.of(Privilege.MANAGE_GRANTS, Privilege.MANAGE_MEMBERS),
            "useradmin",
            Set.of(Privilege.MANAGE_MEMBERS));

    private EngineFixture fixture;
    private int number;

    @BeforeAll
    void open(@TempDir Path directory) {
        FakeStoreType store = new FakeStoreType();
        store.create("t");
        fixture = EngineFixture.open(directory, new FakeRuntime(), store);
        for (String name : List.of("events", "copies")) {
            succeed(
                    "sysadmin",
                    "CREATE STREAM main.public." + name
                            + " (id VARCHAR) WITH ('store' = 'embedded_kafka', 'topic' = 't', 'value.format' = 'json')");
        }
        succeed("useradmin", "CREATE ROLE bare");
        succeed("useradmin", "GRANT ROLE bare TO USER 'admin@localhost'");
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void everyStatementHasARowAndAnExample() {
        Set<String> statements = StatementHandlers.leaves(Statement.class).stream()
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows = StatementAccess.rows().stream()
                .map(row -> row.statement().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> examples = StatementExamples.all().stream()
                .map(example -> example.statement().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows).isEqualTo(statements);
        assertThat(examples).isEqualTo(statements);
    }

    @TestFactory
    List<DynamicTest> everyStatementWithEveryRole() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Example example : StatementExamples.all()) {
            Row row = StatementAccess.row(example.statement());
            for (String role : ROLES) {
                tests.add(dynamicTest(example.sql() + " as " + role, () -> check(example, row, role)));
            }
        }
        return tests;
    }

    private void check(Example example, Row row, String role) {
        Answer answer = answer(example, role);
        if (StatementExamples.LATER.contains(row.words())) {
            assertThat(answer.code)
                    .as("what is not there yet says so: %s", answer)
                    .isEqualTo("0A000");
            return;
        }
        assertThat(answer.code).as("%s", answer).isNotEqualTo("0A000").doesNotStartWith("XX");
        if (allowed(example, row, role)) {
            String expected = role.equals(ROOT) ? answer.code : answer(example, ROOT).code;
            assertThat(answer.code)
                    .as("as role %s it is allowed, and answers as it does role %s: %s", role, ROOT, answer)
                    .isNotEqualTo("42501")
                    .isEqualTo(expected);
        } else {
            assertThat(answer.code)
                    .as("as role %s it is refused: %s", role, answer)
                    .matches("42501|3D...");
            if (!answer.code.equals("42501")) {
                assertThat(answer.message).contains("does not exist");
            }
        }
    }

    private static boolean allowed(Example example, Row row, String role) {
        if (row.statement() == GrantPrivileges.class || row.statement() == RevokePrivileges.class) {
            // the objects are sysadmin's, and so is the privilege with its option
            return Set.of(ROOT, "sysadmin", "securityadmin").contains(role);
        }
        if (example.sql().startsWith("DESCRIBE CREATE DATABASE")) {
            return Set.of(ROOT, "sysadmin").contains(role);
        }
        return row.needs().stream()
                .filter(need -> !need.ifAny()
                        || need.anyOf().stream()
                                .anyMatch(right -> example.kinds().contains(right.kind())))
                .allMatch(need -> satisfied(need, role));
    }

    private static boolean satisfied(Need need, String role) {
        return role.equals(ROOT) || need.anyOf().stream().anyMatch(right -> holds(right, role));
    }

    private static boolean holds(Right right, String role) {
        if (right.kind().equals("organization")) {
            return HELD.getOrDefault(role, Set.of()).contains(right.privilege());
        }
        String owner = right.kind().equals("role") ? "useradmin" : "sysadmin";
        return role.equals(owner) || (owner.equals("useradmin") && role.equals("securityadmin"));
    }

    private record Answer(String code, String message) {
        @Override
        public String toString() {
            return code + " " + message;
        }
    }

    /** What a fresh set of objects answers. */
    private Answer answer(Example example, String role) {
        int now = ++number;
        for (String setUp : example.setUp()) {
            int colon = setUp.indexOf(": ");
            String by = colon < 0 ? "sysadmin" : setUp.substring(0, colon);
            run(by, Example.numbered(setUp.substring(colon < 0 ? 0 : colon + 2), now, ""));
        }
        String query = example.sql().contains("@q#") ? query(now) : "";
        return run(role, Example.numbered(example.sql(), now, query));
    }

    private String query(int number) {
        return fixture.client()
                .in(context("sysadmin"))
                .rows("SELECT id FROM deltastream.sys.\"queries\" WHERE name = 'q" + number + "'")
                .get(0)
                .get(0);
    }

    private void succeed(String role, String sql) {
        assertThat(run(role, sql).code).as(sql).isEqualTo("00000");
    }

    private Answer run(String role, String sql) {
        EngineClient client =
                fixture.client().in(context(role)).attaching(Map.of("a.jar", jar(), "a.desc", descriptors()));
        var ended = client.run(sql);
        StatementOutcome outcome = ended.findOutcome().orElseThrow();
        if (outcome instanceof StatementOutcome.Failed failed) {
            return new Answer(failed.sqlState(), failed.message());
        }
        fixture.engine().openLive(ended.id()).ifPresent(LiveFeed::close);
        return new Answer("00000", "");
    }

    private SessionContext context(@Nullable String role) {
        return new SessionContext(fixture.first().organization(), role, null, null, null, null);
    }

    private static byte[] descriptors() {
        try {
            return Files.readAllBytes(Path.of("..", "scripts", "files", "shop.desc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As small as a jar with a class can be; nothing looks at the class here. */
    private static byte[] jar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x/Y.class"));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
