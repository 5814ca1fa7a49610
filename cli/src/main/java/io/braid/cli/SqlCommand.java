package io.braid.cli;

import io.braid.client.BraidClient;
import io.braid.client.SqlException;
import io.braid.client.wire.ResultSetContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs SQL and shows the rows; live rows come until ^C. */
@Command(
        name = "sql",
        description = "Run statements: those given, those of a file, those of standard input, or as you type them.",
        mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "STATEMENT", description = "Statements to run.")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run the statements of a file.")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Option(names = "--limit", paramLabel = "N", description = "Show no more than N rows of each result.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--database", description = "Database to begin in.")
    private @Nullable String database;

    @Option(names = "--schema", description = "Schema to begin in.")
    private @Nullable String schema;

    @Option(names = "--store", description = "Store to begin with.")
    private @Nullable String store;

    @Option(names = "--role", description = "Role to act as.")
    private @Nullable String role;

    @Option(
            names = "--attach",
            paramLabel = "FILE",
            description = "File that a statement names, such as a function source; may be repeated.")
    private List<Path> attachments = new ArrayList<>();

    /** How rows are shown. */
    enum Output {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        BraidClient client = connection.client();
        client.use(new ResultSetContext(null, role, database, schema, store, null));
        StatementRunner runner = new StatementRunner(
                client, output == Output.JSON ? new JsonPrinter(out) : new TablePrinter(out), limit, attached());
        if (file != null) {
            Script.statements(Files.readString(file)).forEach(runner::run);
        } else if (!statements.isEmpty()) {
            statements.stream().flatMap(s -> Script.statements(s).stream()).forEach(runner::run);
        } else {
            Terminal terminal = terminal();
            if (terminal == null) {
                Script.statements(new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
                        .forEach(runner::run);
            } else {
                converse(runner, terminal);
            }
        }
        return 0;
    }

    private Map<String, byte[]> attached() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path path : attachments) {
            files.put(path.getFileName().toString(), Files.readAllBytes(path));
        }
        return files;
    }

    /** Null when nobody types: standard input is a file or a pipe. */
    private static @Nullable Terminal terminal() {
        try {
            return TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    /** A statement ends with a semicolon at the end of a line; an error ends the statement and not the conversation. */
    private void converse(StatementRunner runner, Terminal terminal) {
        PrintWriter err = spec.commandLine().getErr();
        LineReader reader =
                LineReaderBuilder.builder().appName("braid").terminal(terminal).build();
        StringBuilder text = new StringBuilder();
        while (true) {
            try {
                text.append(reader.readLine(text.isEmpty() ? "braid> " : "    -> "))
                        .append('\n');
                if (text.toString().isBlank()) {
                    text.setLength(0);
                } else if (text.toString().stripTrailing().endsWith(";")) {
                    String complete = text.toString();
                    text.setLength(0);
                    Script.statements(complete).forEach(runner::run);
                }
            } catch (SqlException e) {
                err.println("error " + e.sqlState() + ": " + e.getMessage());
            } catch (UserInterruptException e) {
                text.setLength(0);
            } catch (EndOfFileException e) {
                return;
            }
        }
    }
}
