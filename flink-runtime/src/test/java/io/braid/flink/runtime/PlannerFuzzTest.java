package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of the scripts with a mistake in each: whatever is said of it is said in the words of the language, and at
 * a place. {@code -Dfuzz.rounds=20} makes more mistakes, {@code -Dfuzz.seed} others.
 */
class PlannerFuzzTest {
    private static final List<String> FOLDERS = List.of("streams", "functions", "forms", "errors");
    private static final Pattern STATEMENT = Pattern.compile("(?ms)^~?> (.*?);$");
    private static final Pattern QUERY =
            Pattern.compile("(?is)\\s*(?:SELECT|WITH|CREATE .* AS\\s+(?:SELECT|WITH)|INSERT INTO (?!ENTITY)).*");
    private static final Pattern DECLARATION = Pattern.compile("(?is)\\s*CREATE (?:STREAM|CHANGELOG)\\s+\\S+\\s*\\(.*");
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|[A-Za-z_]\\w*|\\d+(?:\\.\\d+)?|<>|\\S");
    private static final Pattern NAME = Pattern.compile("\"[^\"]*\"|[a-z_][a-z0-9_]*");

    /** What no message may hold: names of classes, of what we generate, and of the planner's types and parts. */
    private static final Pattern INSIDES =
            Pattern.compile("org\\.apache|java\\.|[Cc]alcite|Flink|Exception|\\$\\w|EXPR\\$|(?<![`'])`\\w|/\\*@"
                    + "|PART_OF_|TYPE_NAME|HOLDS\\(|default_catalog|default_database|RecordType|NOT NULL\\b|\\bROW<|2147483647"
                    + "|CHARACTER SET|RexNode|RelNode|rel#|\\bSTRING\\b|_TYPE\\b|\\*ROWTIME\\*");

    private static final Pattern PLACED = Pattern.compile("line \\d+:\\d+: .*", Pattern.DOTALL);

    private final Random random = new Random(Long.getLong("fuzz.seed", 7));
    private final Map<String, String> faults = new TreeMap<>();

    @Test
    void everyMistakeIsExplainedAtItsPlace(@TempDir Path directory) throws IOException {
        int rounds = Integer.getInteger("fuzz.rounds", 1);
        int refused = 0;
        try (EngineFixture fixture = EngineFixture.open(
                directory, SharedRuntime.RUNTIME, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT)) {
            EngineClient client = fixture.client();
            for (Path script : scripts()) {
                refused += tryMistakesIn(script, client, rounds);
            }
        }
        assertThat(refused).as("mistakes that were noticed").isGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    private int tryMistakesIn(Path script, EngineClient client, int rounds) throws IOException {
        String database = "\"fuzz_" + String.valueOf(script.getFileName()).replace(".sqlt", "") + "\"";
        client.rows("CREATE DATABASE " + database);
        client.rows("USE DATABASE " + database);
        int refused = 0;
        Matcher statements = STATEMENT.matcher(Files.readString(script));
        while (statements.find()) {
            String sql = statements.group(1).strip();
            if (sql.contains("${")) {
                continue;
            }
            if (DECLARATION.matcher(sql).matches()) {
                client.answer(sql.replaceAll("'topic' = '(\\w+)'", "'topic' = 'fuzz_$1'"));
            } else if (QUERY.matcher(sql).matches()) {
                for (int i = 0; i < rounds; i++) {
                    refused += refusesWell("DESCRIBE " + mistaken(sql), client) ? 1 : 0;
                }
            }
        }
        return refused;
    }

    private boolean refusesWell(String sql, EngineClient client) {
        Outcome outcome = client.answer(sql);
        if (!(outcome instanceof Outcome.Failed failed)) {
            return false;
        }
        String message = failed.message();
        if (INSIDES.matcher(message).find()) {
            faults.put(sql, "shows insides: " + message);
        } else if (failed.code().equals("XX000")) {
            faults.put(sql, "is a fault of ours: " + message);
        } else if (message.contains("combination of features")) {
            faults.put(sql, "is not understood: " + message);
        } else if (!PLACED.matcher(message).matches()) {
            faults.put(sql, "has no place: " + message);
        }
        return true;
    }

    /** The statement with one mistake in it. */
    private String mistaken(String sql) {
        List<int[]> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            tokens.add(new int[] {matcher.start(), matcher.end()});
        }
        for (int attempt = 0; attempt < 50; attempt++) {
            int[] at = tokens.get(1 + random.nextInt(tokens.size() - 1));
            String token = sql.substring(at[0], at[1]);
            String by = otherThan(token, tokens, sql);
            if (!by.equals(token)) {
                return sql.substring(0, at[0]) + by + sql.substring(at[1]);
            }
        }
        return sql;
    }

    private String otherThan(String token, List<int[]> tokens, String sql) {
        if (token.startsWith("'")) {
            return random.nextBoolean() ? "1" : "NULL";
        }
        if (Character.isDigit(token.charAt(0))) {
            return List.of("'x'", "-1", "NULL", "99999999999", "TRUE").get(random.nextInt(5));
        }
        if (NAME.matcher(token).matches()) {
            if (random.nextInt(4) == 0) {
                return List.of("nope", "1", "'x'", "NULL", "ARRAY[1]", "INTERVAL '1' DAY", "COUNT(*)")
                        .get(random.nextInt(7));
            }
            int[] other = tokens.get(random.nextInt(tokens.size()));
            String name = sql.substring(other[0], other[1]);
            return NAME.matcher(name).matches() ? name : token;
        }
        return switch (token) {
            case "SUM", "AVG", "MIN", "MAX", "COUNT" ->
                List.of("LISTAGG", "UPPER", "ARRAY_AGG").get(random.nextInt(3));
            case "UPPER", "LOWER", "ABS", "TRIM" -> "SUM";
            case "+", "-", "*", "/" -> "||";
            case "=", ">", "<" -> "+";
            case "JOIN" -> "FULL JOIN";
            case "VARCHAR", "BIGINT", "INTEGER" -> "ARRAY<DATE>";
            default -> token;
        };
    }

    private static List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(Path.of("..", "scripts", folder))) {
                files.sorted().forEach(scripts::add);
            }
        }
        return scripts;
    }
}
