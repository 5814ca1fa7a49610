package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of a jar, in real jobs. */
class UserFunctionsTest {
    private static final byte[] JAR = TestJar.of(Map.of(
            "org.example.Shout",
            """
            package org.example;
            import org.apache.flink.table.functions.ScalarFunction;
            public class Shout extends ScalarFunction {
                static {
                    System.getProperties().put("loaded." + System.nanoTime(), new java.lang.ref.WeakReference<>(Shout.class));
                }
                public String eval(String text) { return text == null ? null : text.toUpperCase() + "!"; }
                public String eval(String text, Integer times) { return eval(text).repeat(times); }
            }
            """,
            "org.example.WeightedAvg",
            """
            package org.example;
            import org.apache.flink.table.functions.AggregateFunction;
            public class WeightedAvg extends AggregateFunction<Double, WeightedAvg.Acc> {
                public static class Acc { public double sum; public double weight; }
                public Acc createAccumulator() { return new Acc(); }
                public void accumulate(Acc acc, Double value, Double weight) {
                    acc.sum += value * weight; acc.weight += weight;
                }
                public void retract(Acc acc, Double value, Double weight) {
                    acc.sum -= value * weight; acc.weight -= weight;
                }
                public void merge(Acc acc, Iterable<Acc> others) {
                    for (Acc other : others) { acc.sum += other.sum; acc.weight += other.weight; }
                }
                public Double getValue(Acc acc) { return acc.weight == 0 ? null : acc.sum / acc.weight; }
            }
            """,
            "org.example.Letters",
            """
            package org.example;
            import org.apache.flink.table.functions.TableFunction;
            public class Letters extends TableFunction<String> {
                public void eval(String text) { for (char c : text.toCharArray()) collect(String.valueOf(c)); }
            }
            """,
            "org.example.Signed",
            """
            package org.example;
            import java.nio.file.Files;
            import org.apache.flink.table.functions.FunctionContext;
            import org.apache.flink.table.functions.ScalarFunction;
            public class Signed extends ScalarFunction {
                private transient String key;
                @Override public void open(FunctionContext context) throws Exception {
                    key = Files.readString(context.getCachedFile("llm.secret_string").toPath());
                }
                public String eval(String text) { return text + "#" + key.length(); }
            }
            """,
            "org.example.Plain",
            "package org.example; public class Plain {}"));

    private EngineFixture fixture;
    private EngineClient client;

    /** The cluster that the jobs run on. */
    FlinkRuntime runtime() {
        return SharedRuntime.RUNTIME;
    }

    @BeforeEach
    void open(@TempDir Path directory) {
        fixture = EngineFixture.open(
                directory, runtime(), StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT);
        client = fixture.client().attaching(Map.of("udfs.jar", JAR));
        client.rows("CREATE FUNCTION_SOURCE udfs WITH ('file' = 'udfs.jar', 'description' = 'text helpers')");
        client.attaching(Map.of());
        client.rows("CREATE STREAM words (w VARCHAR, v DOUBLE) WITH ('topic' = 'udf_words', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json')");
    }

    @AfterEach
    void close() {
        for (List<String> row :
                client.rows("SELECT id FROM deltastream.sys.\"queries\" WHERE current_state <> 'terminated'")) {
            client.rows("TERMINATE QUERY " + row.get(0));
            EngineFixture.await(
                    "query is terminated",
                    () -> client.rows("SELECT id FROM deltastream.sys.\"queries\" WHERE id = '" + row.get(0)
                                            + "' AND current_state = 'terminated'")
                                    .size()
                            == 1);
        }
        client.rows("DROP STREAM words");
        client.rows("DROP ENTITY udf_words IN STORE embedded_kafka");
        fixture.close();
    }

    private void create(String signature, String returns, String className) {
        client.rows("CREATE FUNCTION " + signature + " RETURNS " + returns + " LANGUAGE JAVA WITH ('source.name' ="
                + " 'udfs', 'class.name' = '" + className + "')");
    }

    private void eventually(String sql, List<List<String>> rows) {
        EngineFixture.await(sql, () -> client.rows(sql).equals(rows));
    }

    private static void write(String word, double value) throws Exception {
        TestTopics.write("udf_words", "{\"w\": \"%s\", \"v\": %s}".formatted(word, value));
    }

    @Test
    void scalarAggregateAndTableFunctionsRunInJobs() throws Exception {
        create("shout (t VARCHAR)", "VARCHAR", "org.example.Shout");
        create("shout (t VARCHAR, times INTEGER)", "VARCHAR", "org.example.Shout");
        create("wavg (v DOUBLE, w DOUBLE)", "DOUBLE", "org.example.WeightedAvg");
        create("letters (t VARCHAR)", "VARCHAR", "org.example.Letters");
        write("ab", 2);
        write("ab", 4);

        client.rows("CREATE MATERIALIZED VIEW loud AS SELECT shout(w) AS a, shout(w, 2) AS b FROM words WITH"
                + " ('starting.position' = 'earliest')");
        client.rows("CREATE MATERIALIZED VIEW means AS SELECT w, wavg(v, 1.0E0) AS m FROM words WITH"
                + " ('starting.position' = 'earliest') GROUP BY w");

        eventually("SELECT * FROM loud", List.of(List.of("AB!", "AB!AB!"), List.of("AB!", "AB!AB!")));
        eventually("SELECT * FROM means", List.of(List.of("ab", "3.0")));
        assertThat(client.rows("LIST FUNCTIONS").stream().map(row -> row.get(0) + " " + row.get(1)))
                .containsExactly(
                        "letters(t VARCHAR) VARCHAR table",
                        "shout(t VARCHAR) VARCHAR scalar",
                        "shout(t VARCHAR, times INTEGER) VARCHAR scalar",
                        "wavg(v DOUBLE, w DOUBLE) DOUBLE aggregate");
        assertThat(client.failure("DROP FUNCTION wavg(v DOUBLE, w DOUBLE)"))
                .startsWith("2BP01 ")
                .contains("is used by running queries");
        assertThat(client.failure("DROP FUNCTION_SOURCE udfs")).startsWith("2BP01 ");
        assertThat(client.failure("SELECT shout(w, 1, 2) FROM words"))
                .startsWith("3D017 ")
                .contains("does not take 3 arguments", "shout(t VARCHAR)");
    }

    @Test
    void aTableFunctionGivesRows() throws Exception {
        create("letters (t VARCHAR)", "VARCHAR", "org.example.Letters");
        write("xy", 1);

        client.rows("CREATE MATERIALIZED VIEW spelled AS SELECT l.c FROM words WITH ('starting.position' = 'earliest')"
                + " CROSS JOIN LATERAL TABLE(letters(w)) AS l (c)");

        eventually("SELECT c FROM spelled ORDER BY c", List.of(List.of("x"), List.of("y")));
    }

    @Test
    void aFunctionReadsTheSecretsItNames() throws Exception {
        client.rows("CREATE SECRET llm WITH ('type' = generic_string, 'secret_string' = 'abcdefg')");
        client.rows("CREATE FUNCTION signed (t VARCHAR) RETURNS VARCHAR LANGUAGE JAVA WITH ('source.name' = 'udfs',"
                + " 'class.name' = 'org.example.Signed', 'secrets' = 'llm')");
        write("a", 1);

        client.rows("CREATE MATERIALIZED VIEW marked AS SELECT signed(w) AS s FROM words WITH ('starting.position' ="
                + " 'earliest')");

        eventually("SELECT s FROM marked", List.of(List.of("a#7")));
        assertThat(client.failure("DROP SECRET llm")).startsWith("2BP01 ");
    }

    @Test
    void aClassThatDoesNotFitItsSignatureIsRefused() {
        assertThat(client.failure(function("no", "t VARCHAR", "VARCHAR", "org.example.Missing")))
                .startsWith("3D017 line 1:17: class \"org.example.Missing\" does not exist in the function source");
        assertThat(client.failure(function("no", "t VARCHAR", "VARCHAR", "org.example.Plain")))
                .startsWith("3D017 line 1:17: class \"org.example.Plain\" is no function");
        assertThat(client.failure(function("no", "t BIGINT", "VARCHAR", "org.example.Shout")))
                .startsWith("3D017 line 1:17: class \"org.example.Shout\" cannot be called as no(BIGINT): ");
        assertThat(client.failure(function("no", "t VARCHAR", "BIGINT", "org.example.Shout")))
                .startsWith("3D017 line 1:17: class \"org.example.Shout\" returns VARCHAR")
                .contains("the statement says BIGINT");
        assertThat(client.failure("CREATE FUNCTION_SOURCE other WITH ('file' = 'nothing.jar')"))
                .contains("function_source file not provided");
    }

    private static String function(String name, String arguments, String returns, String className) {
        return "CREATE FUNCTION " + name + " (" + arguments + ") RETURNS " + returns
                + " LANGUAGE JAVA WITH ('source.name' = 'udfs', 'class.name' = '" + className + "')";
    }

    /** How many classes of Shout there are, one for each time that its jar was opened. */
    private static long loaded() {
        return System.getProperties().values().stream()
                .filter(WeakReference.class::isInstance)
                .map(WeakReference.class::cast)
                .filter(reference -> reference.get() != null)
                .count();
    }

    @Test
    void itsClassesAreUnloadedOnceItIsDropped() throws Exception {
        create("shout (t VARCHAR)", "VARCHAR", "org.example.Shout");
        write("ab", 2);
        client.rows("CREATE MATERIALIZED VIEW loud AS SELECT shout(w) AS a FROM words WITH"
                + " ('starting.position' = 'earliest') QUERY WITH ('query.name' = loud)");
        eventually("SELECT * FROM loud", List.of(List.of("AB!")));
        assertThat(loaded()).isPositive();

        client.rows("TERMINATE QUERY loud");
        eventually(
                "SELECT current_state FROM deltastream.sys.\"queries\" WHERE name = 'loud'",
                List.of(List.of("terminated")));
        client.rows("DROP MATERIALIZED VIEW loud");
        client.rows("DROP FUNCTION shout");
        client.rows("DROP FUNCTION_SOURCE udfs");

        // what Flink keeps of a job that has ended goes by and by
        EngineFixture.await("the classes are unloaded", Duration.ofMinutes(2).toNanos(), () -> {
            System.gc();
            return loaded() == 0;
        });
    }

    @Test
    void whatIsDroppedIsGone() {
        create("shout (t VARCHAR)", "VARCHAR", "org.example.Shout");
        client.live("SELECT shout(w) FROM words").close();
        client.rows("DROP FUNCTION shout");
        client.rows("DROP FUNCTION_SOURCE udfs");
        assertThat(client.rows("LIST FUNCTION_SOURCES")).isEmpty();
        assertThat(client.failure("SELECT shout(w) FROM words")).contains("\"shout\" does not exist");
    }
}
