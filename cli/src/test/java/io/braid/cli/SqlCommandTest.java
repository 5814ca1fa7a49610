package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SqlCommandTest {
    private static final String ID = "0b5c5ad9-2f0e-4c52-8f50-06a5aa3c2c9a";

    @TempDir
    private Path folder;

    private final Queue<String> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.writeString(
                folder.resolve("endpoints.json"),
                "{\"api\":\"http://127.0.0.1:" + server.getAddress().getPort() + "/v2\",\"pid\":1}");
        Files.writeString(folder.resolve("token"), "tok\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void findsTheServerAndShowsATable() {
        answers.add(rows("[[\"ada\",\"1\"],[null,\"1234567\"],[\"tab\\there\",null]]"));
        assertThat(run("sql", "SELECT name, n FROM t;")).isZero();

        assertThat(out).hasToString("""
                name             n
                ---------  -------
                ada              1
                <null>     1234567
                tab\\there   <null>
                (3 rows)
                """);
        assertThat(requests.get(0)).startsWith("Bearer tok ").contains("SELECT name, n FROM t;");
    }

    @Test
    void aTableOfLiveRowsIsAlignedWithItsFirstRows() {
        TablePrinter table = new TablePrinter(new PrintWriter(out, true));
        table.begin(List.of("a", "b"), List.of("VARCHAR", "DECIMAL(4, 2)"));
        table.pause();
        assertThat(out.toString()).isEmpty();
        table.row(List.of("first row", "1.50"));
        table.pause();
        table.row(List.of("x", "22.50"));
        table.end();

        assertThat(out).hasToString("""
                a             b
                ---------  ----
                first row  1.50
                x          22.50
                (2 rows)
                """);
    }

    @Test
    void showsJsonForOtherPrograms() {
        answers.add(rows("[[\"a\\\"b\",null]]"));
        assertThat(run("sql", "--output", "json", "SELECT 1;")).isZero();
        assertThat(out).hasToString("{\"name\":\"a\\\"b\",\"n\":null}\n");
    }

    @Test
    void takesAFileApartAndKeepsTheContext() throws IOException {
        answers.add(rows("[]"));
        answers.add(rows("[[\"x\",\"1\"]]"));
        Path file = Files.writeString(
                folder.resolve("s.sql"), "-- first; not a statement\nUSE DATABASE db;\nSELECT ';' FROM t");
        assertThat(run("sql", "-f", file.toString(), "--role", "r", "--store", "st"))
                .isZero();

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0)).contains("USE DATABASE db;\"", "\"role\":\"r\"", "\"store\":\"st\"");
        assertThat(requests.get(1)).contains("SELECT ';' FROM t;\"", "\"database\":\"db\"");
        assertThat(out.toString()).contains("(0 rows)", "(1 row)");
    }

    @Test
    void limitsWhatIsShown() {
        answers.add(rows("[[\"a\",\"1\"],[\"b\",\"2\"],[\"c\",\"3\"]]"));
        run("sql", "--limit", "2", "SELECT 1;");
        assertThat(out.toString()).contains("b ", "(2 rows)").doesNotContain("c ");
    }

    @Test
    void sendsAttachedFiles() throws IOException {
        answers.add(rows("[]"));
        Path jar = Files.writeString(folder.resolve("my.jar"), "PK");
        run("sql", "--attach", jar.toString(), "CREATE FUNCTION_SOURCE s WITH ('file' = 'my.jar');");
        assertThat(requests.get(0)).contains("filename=\"my.jar\"", "PK");
    }

    @Test
    void aFailedStatementEndsWithItsMessage() {
        answers.add("{\"sqlState\":\"3D020\",\"message\":\"stream \\\"t\\\" does not exist\",\"statementID\":\"" + ID
                + "\",\"createdOn\":1,\"metadata\":{\"encoding\":\"json\",\"partitionInfo\":[],\"columns\":[],"
                + "\"context\":{}}}");
        assertThat(run("sql", "SELECT * FROM t;")).isEqualTo(Main.SQL_FAILED);
        assertThat(err).hasToString("error 3D020: stream \"t\" does not exist\n");
    }

    @Test
    void withoutAServerItSaysHowToGetOne() {
        assertThat(run("sql", "--data", "nowhere", "SELECT 1;")).isEqualTo(Main.NO_SERVER);
        assertThat(err.toString()).contains("no server is running on \"nowhere\"", "braid start");
    }

    @Test
    void printsTheToken() {
        assertThat(run("token")).isZero();
        assertThat(out).hasToString("tok\n");
        assertThat(run("token", "--token", "given")).isZero();
        assertThat(out.toString()).endsWith("given\n");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        if (!all.contains("--data")) {
            all.addAll(1, List.of("--data", folder.toString()));
        }
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private static String rows(String data) {
        return "{\"sqlState\":\"00000\",\"statementID\":\"" + ID + "\",\"createdOn\":1,\"metadata\":{"
                + "\"encoding\":\"json\",\"partitionInfo\":[{\"rowCount\":3}],\"columns\":["
                + "{\"name\":\"name\",\"type\":\"VARCHAR\",\"nullable\":true},"
                + "{\"name\":\"n\",\"type\":\"BIGINT\",\"nullable\":true}],\"context\":{\"databaseName\":\"db\"}},"
                + "\"data\":" + data + "}";
    }
}
