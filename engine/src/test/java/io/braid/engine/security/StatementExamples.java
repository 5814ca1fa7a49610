package io.braid.engine.security;

import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One example of every statement, about objects that role sysadmin owns. {@code #} stands for a number that no other run
 * of an example has; {@code @name} for the id of a query that the set-up started under that name.
 */
final class StatementExamples {
    /**
     * @param kinds the kinds of objects whose optional needs this form of the statement has
     * @param setUp statements that role sysadmin runs before, or the role that stands before a colon
     */
    record Example(String sql, Set<String> kinds, List<String> setUp) {
        Class<? extends Statement> statement() {
            return new SqlParser()
                    .parseOne(numbered(sql, 1, "00000000-0000-0000-0000-000000000001"))
                    .statement()
                    .getClass();
        }

        static String numbered(String sql, int number, String query) {
            return sql.replaceAll("@\\w+#", query).replace("#", String.valueOf(number));
        }
    }

    private static final String STREAM =
            "CREATE STREAM main.public.s# (id VARCHAR) WITH ('store' = 'embedded_kafka', 'topic' = 't', 'value.format' = 'json')";
    private static final String QUERY =
            "INSERT INTO main.public.copies SELECT id FROM main.public.events" + " QUERY WITH ('query.name' = 'q#')";
    private static final String ROLE = "useradmin: CREATE ROLE r#";
    private static final String DATABASE = "CREATE DATABASE d#";
    private static final String SCHEMA = "CREATE SCHEMA s# IN DATABASE main";
    private static final String STORE =
            "CREATE STORE st# WITH ('type' = KAFKA, 'uris' = '127.0.0.1:9092', 'tls.disabled' = TRUE)";
    private static final String TOPIC =
            "CREATE ENTITY t# IN STORE embedded_kafka WITH ('kafka.partitions' = 1, 'kafka.replicas' = 1)";
    private static final String REGISTRY =
            "CREATE SCHEMA_REGISTRY sr# WITH ('type' = CONFLUENT, 'uris' = 'http://127.0.0.1:1')";
    private static final String POOL = "CREATE COMPUTE_POOL p# WITH ('compute_pool.size' = 'small')";
    private static final String SECRET = "CREATE SECRET x# WITH ('type' = generic_string, 'secret_string' = 'y')";
    private static final String DESCRIPTORS = "CREATE DESCRIPTOR_SOURCE ds# WITH ('file' = 'a.desc')";
    private static final String SOURCE = "CREATE FUNCTION_SOURCE fs# WITH ('file' = 'a.jar')";
    private static final String FUNCTION = "CREATE FUNCTION f#(a BIGINT) RETURNS BIGINT LANGUAGE JAVA"
            + " WITH ('source.name' = 'fs#', 'class.name' = 'x.Y')";
    private static final String NONE = "00000000-0000-0000-0000-00000000000";

    /** Parts of the language that answer 0A000 whoever asks, as the access table names them. */
    static final Set<String> LATER = Set.of(
            "ALTER DATABASE … SET COMMENT",
            "ALTER SCHEMA … SET COMMENT",
            "UPDATE ENTITY … SET SCHEMA",
            "START STREAM, …",
            "STOP STREAM, …",
            "CREATE INDEX",
            "DROP INDEX",
            "TEST DATATYPES",
            "CREATE METRICS, SECURITY INTEGRATION",
            "ALTER … INTEGRATION … RENEW TOKEN",
            "DROP METRICS, SECURITY INTEGRATION",
            "CREATE FUNCTION … AS");

    private StatementExamples() {}

    static List<Example> all() {
        List<Example> all = new ArrayList<>();
        add(all, "CREATE DATABASE d#");
        add(all, "DROP DATABASE d#", DATABASE);
        add(all, "ALTER DATABASE d# SET COMMENT 'x'", DATABASE);
        add(all, "CREATE SCHEMA s# IN DATABASE main");
        add(all, "DROP SCHEMA main.s#", SCHEMA);
        add(all, "ALTER SCHEMA main.s# SET COMMENT 'x'", SCHEMA);
        add(all, STORE);
        addOn(all, Set.of("schema_registry"), STORE.replace("TRUE", "TRUE, 'schema_registry.name' = 'sr#'"), REGISTRY);
        add(all, "UPDATE STORE st# WITH ('uris' = '127.0.0.1:9093')", STORE);
        addOn(all, Set.of("schema_registry"), "UPDATE STORE st# WITH ('schema_registry.name' = sr#)", STORE, REGISTRY);
        add(all, "DROP STORE st#", STORE);
        add(all, "TEST STORE embedded_kafka");
        add(all, TOPIC);
        add(all, "UPDATE ENTITY t# IN STORE embedded_kafka WITH ('kafka.topic.retention.ms' = '1000')", TOPIC);
        add(all, "UPDATE ENTITY t# IN STORE embedded_kafka SET SCHEMA (a INT)", TOPIC);
        add(all, "DROP ENTITY t# IN STORE embedded_kafka", TOPIC);
        add(all, "INSERT INTO ENTITY t# IN STORE embedded_kafka VALUE('{}')", TOPIC);
        add(all, "PRINT ENTITY t IN STORE embedded_kafka");
        add(all, STREAM);
        add(all, "DROP STREAM main.public.s#", STREAM);
        add(all, "TRUNCATE RELATION main.public.s#", STREAM);
        add(all, "ALTER STREAM main.public.s# OWNER TO public", STREAM);
        add(all, "ALTER RELATION main.public.s# SET DESCRIPTION = 'x'", STREAM);
        add(all, "START STREAM main.public.s#", STREAM);
        add(all, "STOP STREAM main.public.s#", STREAM);
        add(all, "CREATE INDEX main.public.i# ON main.public.totals (id)");
        add(all, "DROP INDEX main.public.i#");
        addOn(all, Set.of("relation", "organization"), "SELECT id FROM main.public.events");
        addOn(
                all,
                Set.of("store", "relation"),
                "CREATE STREAM main.public.s# WITH ('store' = 'embedded_kafka') AS SELECT id FROM main.public.events");
        addOn(all, Set.of("relation"), "INSERT INTO main.public.copies SELECT id FROM main.public.events");
        addOn(
                all,
                Set.of("relation"),
                "BEGIN APPLICATION a# INSERT INTO main.public.copies SELECT id FROM main.public.events;"
                        + " END APPLICATION");
        add(all, "TERMINATE QUERY @q#", QUERY);
        add(all, "RESTART QUERY @q#", QUERY);
        add(all, "RESUME QUERY @q#", QUERY);
        add(all, "ALTER QUERY @q# OWNER TO public", QUERY);
        add(all, "ALTER QUERY @q# ADD TAG 'a' = 'b'", QUERY);
        add(all, "ALTER QUERY @q# REMOVE TAG 'a'", QUERY);
        addOn(all, Set.of("database"), "USE DATABASE main");
        addOn(all, Set.of("schema"), "USE SCHEMA main.public");
        addOn(all, Set.of("store"), "USE STORE embedded_kafka");
        addOn(all, Set.of("compute_pool"), "USE COMPUTE_POOL p#", POOL);
        addOn(all, Set.of("database"), "SET DEFAULT DATABASE main");
        addOn(all, Set.of("store"), "SET DEFAULT STORE embedded_kafka");
        add(all, "CAN I CREATE_QUERY");
        add(all, "TEST DATATYPES");
        add(all, "DESCRIBE CREATE DATABASE d#");
        add(all, "DESCRIBE RELATION main.public.events");
        add(all, "DESCRIBE DATABASE main");
        addOn(all, Set.of("store"), "DESCRIBE STORE embedded_kafka");
        addOn(all, Set.of("store"), "DESCRIBE ENTITY t IN STORE embedded_kafka");
        add(all, "DESCRIBE RELATION COLUMNS main.public.events");
        add(all, "DESCRIBE FUNCTION f#(a BIGINT)", SOURCE, FUNCTION);
        addOn(all, Set.of("organization"), "DESCRIBE USER 'other@localhost'");
        addOn(all, Set.of("query"), "DESCRIBE QUERY @q#", QUERY);
        add(all, "LIST DATABASES");
        addOn(all, Set.of("store"), "LIST ENTITIES IN STORE embedded_kafka");
        addOn(all, Set.of("organization"), "LIST PENDING INVITATIONS");
        addOn(
                all,
                Set.of("store"),
                "GENERATE STREAM DDL s# WITH ('store' = 'embedded_kafka', 'topic' = 't', 'json.sample' = '{\"a\": 1}')");
        add(all, "GENERATE COLUMNS FOR ENTITY t IN STORE embedded_kafka WITH ('json.sample' = '{\"a\": 1}')");
        add(all, "GENERATE TEMPLATE STORE");
        add(all, "CREATE ROLE r#");
        add(all, "DROP ROLE r#", ROLE);
        add(all, "GRANT ROLE r# TO USER 'admin@localhost'", ROLE);
        add(all, "REVOKE ROLE r# FROM USER 'admin@localhost'", ROLE);
        add(all, "GRANT USAGE ON DATABASE d# TO ROLE public", DATABASE);
        add(all, "GRANT CREATE_QUERY ON ORGANIZATION TO ROLE r#", ROLE);
        add(all, "REVOKE USAGE ON DATABASE d# FROM ROLE public", DATABASE);
        add(all, "GRANT OWNERSHIP ON DATABASE d# TO public", DATABASE);
        add(all, "CREATE ORGANIZATION o#");
        add(all, "INVITE USER 'u#@localhost' WITH ('default_role' = sysadmin)");
        add(all, "ACCEPT INVITATION " + NONE + "1");
        add(all, "REJECT INVITATION " + NONE + "1");
        add(all, "REVOKE INVITATION " + NONE + "1");
        add(all, "DROP USER 'nobody@localhost'");
        add(all, "CREATE API_TOKEN t# WITH ('token.role_name' = public)");
        add(all, "ALTER API_TOKEN t# RENEW TOKEN", "CREATE API_TOKEN t# WITH ('token.role_name' = public)");
        add(all, "DROP API_TOKEN t#", "CREATE API_TOKEN t# WITH ('token.role_name' = public)");
        add(all, "CREATE SECURITY INTEGRATION i# WITH ('type' = SCIM)");
        add(all, "ALTER SECURITY INTEGRATION i# RENEW TOKEN");
        add(all, "DROP SECURITY INTEGRATION i#");
        add(all, POOL);
        add(all, "UPDATE COMPUTE_POOL p# WITH ('compute_pool.size' = 'medium')", POOL);
        add(all, "START COMPUTE_POOL p#", POOL);
        add(all, "STOP COMPUTE_POOL p#", POOL);
        add(all, "DROP COMPUTE_POOL p#", POOL);
        add(all, SECRET);
        add(all, "UPDATE SECRET x# WITH ('secret_string' = 'z')", SECRET);
        add(all, "DROP SECRET x#", SECRET);
        add(all, REGISTRY);
        add(all, "UPDATE SCHEMA_REGISTRY sr# WITH ('uris' = 'http://127.0.0.1:2')", REGISTRY);
        add(all, "DROP SCHEMA_REGISTRY sr#", REGISTRY);
        add(all, DESCRIPTORS);
        add(all, "COPY DESCRIPTOR_SOURCE ds# TO 'a.desc'", DESCRIPTORS);
        add(all, "DROP DESCRIPTOR_SOURCE ds#", DESCRIPTORS);
        add(all, SOURCE);
        add(all, "COPY FUNCTION_SOURCE fs# TO 'a.jar'", SOURCE);
        add(all, "DROP FUNCTION_SOURCE fs#", SOURCE);
        add(all, FUNCTION, SOURCE);
        add(all, "CREATE FUNCTION f# AS 1 + 1");
        add(all, "DROP FUNCTION f#(a BIGINT)", SOURCE, FUNCTION);
        add(all, "START SANDBOX");
        add(all, "STOP SANDBOX");
        add(all, "DESCRIBE SANDBOX");
        return all;
    }

    private static void add(List<Example> all, String sql, String... setUp) {
        all.add(new Example(sql, Set.of(), List.of(setUp)));
    }

    private static void addOn(List<Example> all, Set<String> kinds, String sql, String... setUp) {
        all.add(new Example(sql, kinds, List.of(setUp)));
    }
}
