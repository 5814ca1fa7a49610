package io.braid.testing;

import io.braid.testing.Script.Anything;
import io.braid.testing.Script.Item;
import io.braid.testing.Script.Lines;
import io.braid.testing.Script.LiveRows;
import io.braid.testing.Script.Part;
import io.braid.testing.Script.Refusal;
import io.braid.testing.Script.Rows;
import io.braid.testing.Script.Step;
import io.braid.testing.Script.Write;
import io.braid.testing.Script.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts against whatever answers statements: an engine, a cluster, a server. Variables that a script catches end
 * with it. Used by one thread.
 */
public final class ScriptRunner {
    private static final Pattern RECORD = Pattern.compile("<< (\\S+)(?: @(\\d+))?(?: (\\S.*?) =>)? (.+)");
    private static final String NO_VALUE = "NULL";
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Function<String, Outcome> statements;
    private final Consumer<ScriptRecord> records;
    private final Map<String, String> inputs;
    private final Duration patience;

    private ScriptRunner(
            Function<String, Outcome> statements,
            Consumer<ScriptRecord> records,
            Map<String, String> inputs,
            Duration patience) {
        this.statements = statements;
        this.records = records;
        this.inputs = Map.copyOf(inputs);
        this.patience = patience;
    }

    public static ScriptRunner of(Function<String, Outcome> statements) {
        Consumer<ScriptRecord> refusing = record -> {
            throw new IllegalStateException("this level cannot write records");
        };
        return new ScriptRunner(statements, refusing, Map.of(), DEFAULT_PATIENCE);
    }

    /** What writes the records of {@code <<} lines. */
    public ScriptRunner writing(Consumer<ScriptRecord> writer) {
        return new ScriptRunner(statements, writer, inputs, patience);
    }

    /** Values for {@code ${name}}. */
    public ScriptRunner knowing(Map<String, String> values) {
        return new ScriptRunner(statements, records, values, patience);
    }

    /** How long "eventually" and a live row may take. */
    public ScriptRunner waiting(Duration patience) {
        return new ScriptRunner(statements, records, inputs, patience);
    }

    /** @throws AssertionError with the place and the difference, at the first statement whose outcome is another */
    public void run(Script script) {
        Variables variables = new Variables(inputs);
        for (Item item : script.items()) {
            if (item instanceof Write write) {
                records.accept(record(script, write.line(), write.text(), variables));
            } else if (item instanceof Step step) {
                Answer answer = answer(script, step, variables);
                if (!answer.agrees()) {
                    throw new AssertionError("%s:%d: %s%n%s"
                            .formatted(
                                    script.name(),
                                    step.line(),
                                    variables.fillKnown(step.sql()),
                                    Texts.difference(expected(step), printed(answer.parts()))));
                }
            }
        }
    }

    /** Runs it all and puts what came in the place of what was expected and did not come. */
    public Script update(Script script) {
        Variables variables = new Variables(inputs);
        List<Item> items = new ArrayList<>();
        for (Item item : script.items()) {
            if (item instanceof Write write) {
                records.accept(record(script, write.line(), write.text(), variables));
            }
            if (item instanceof Step step) {
                Answer answer = answer(script, step, variables);
                items.add(answer.agrees() && !step.parts().isEmpty() ? step : step.with(answer.parts()));
            } else {
                items.add(item);
            }
        }
        return new Script(script.name(), items);
    }

    /** @param parts what came, written as it would be expected */
    private record Answer(boolean agrees, List<Part> parts) {}

    private Answer answer(Script script, Step step, Variables variables) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Answer answer = once(script, step, variables);
            if (answer.agrees() || !step.eventually() || System.nanoTime() >= deadline) {
                return answer;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private Answer once(Script script, Step step, Variables variables) {
        Outcome outcome = statements.apply(variables.fill(step.sql()));
        if (outcome instanceof Outcome.Live live) {
            try (Outcome.LiveRows rows = live.rows()) {
                return follow(script, step, rows, variables);
            }
        }
        List<Part> expected = new ArrayList<>();
        for (Part part : step.parts()) {
            if (part instanceof Written written) {
                throw new IllegalArgumentException(
                        script.name() + ":" + written.line() + ": a record among expectations needs a live statement");
            }
            expected.add(part);
        }
        Part actual = part(outcome, step, variables);
        if (expected.isEmpty()) {
            return new Answer(!(actual instanceof Refusal), List.of(actual));
        }
        return new Answer(expected.size() == 1 && Agreement.of(expected.get(0), actual, variables), List.of(actual));
    }

    private Answer follow(Script script, Step step, Outcome.LiveRows rows, Variables variables) {
        List<Part> came = new ArrayList<>();
        boolean agrees = true;
        for (Part part : step.parts()) {
            if (part instanceof Written written) {
                records.accept(record(script, written.line(), written.text(), variables));
                came.add(part);
            } else if (part instanceof LiveRows wanted) {
                Part actual = take(rows, wanted, variables);
                agrees &= Agreement.of(wanted, actual, variables);
                came.add(actual);
            } else if (part instanceof Anything) {
                came.add(part);
            } else {
                agrees = false;
                came.add(new Lines(List.of("(live rows: write >> and their number)")));
            }
        }
        return new Answer(agrees, came);
    }

    private LiveRows take(Outcome.LiveRows rows, LiveRows wanted, Variables variables) {
        List<String> taken = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        while (taken.size() < wanted.rows().size()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Optional<List<@Nullable String>> row = rows.next(left);
            if (row.isEmpty()) {
                break;
            }
            taken.add(variables.unfill(Texts.row(row.get())));
        }
        return new LiveRows(taken, wanted.anyOrder());
    }

    private static Part part(Outcome outcome, Step step, Variables variables) {
        if (outcome instanceof Outcome.Failed failed) {
            String text = failed.code() + " " + failed.message().replace("\n", "\\n");
            return new Refusal(variables.unfill(text));
        }
        if (outcome instanceof Outcome.Table table) {
            boolean anyOrder = step.parts().stream().anyMatch(p -> p instanceof Rows rows && rows.anyOrder());
            List<String> rows = table.rows().stream()
                    .map(row -> variables.unfill(Texts.row(row)))
                    .toList();
            return new Rows(String.join(" | ", table.columns()), rows, anyOrder);
        }
        if (outcome instanceof Outcome.Said said) {
            return new Lines(said.lines().stream().map(variables::unfill).toList());
        }
        throw new IllegalStateException("live rows have no one text");
    }

    private static ScriptRecord record(Script script, int line, String text, Variables variables) {
        Matcher record = RECORD.matcher(variables.fill(text));
        if (!record.matches()) {
            throw new IllegalArgumentException(
                    script.name() + ":" + line + ": expected << topic [@epoch-millis] [key =>] value");
        }
        String time = record.group(2);
        String value = record.group(4);
        return new ScriptRecord(
                record.group(1),
                record.group(3),
                value.equals(NO_VALUE) ? null : value,
                time == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(time)));
    }

    private static List<String> printed(List<Part> parts) {
        return parts.stream().flatMap(part -> part.print().stream()).toList();
    }

    private static List<String> expected(Step step) {
        return step.parts().isEmpty() ? List.of("(success)") : printed(step.parts());
    }
}
