package io.braid.cli;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import io.braid.client.ServerException;
import io.braid.client.SqlException;
import io.braid.client.StatementResult;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.client.wire.StreamMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the demo does with its server. Everything is bounded: what does not come in time has failed. */
final class Demo {
    private static final int WINDOWS_SHOWN = 3;
    private static final Duration LIVE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration VIEW_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String url;
    private final Path data;
    private final PrintWriter out;
    private final DemoScript script = DemoScript.load();
    private final DemoCheck check = new DemoCheck();

    Demo(String url, Path data, PrintWriter out) {
        this.url = url;
        this.data = data;
        this.out = out;
    }

    /** @throws TerminalException when something is not as it should be */
    void run() throws IOException {
        String token = Files.readString(data.resolve("token")).strip();
        BraidClient client = BraidClient.of(URI.create(url), token);
        try {
            for (String statement : script.setup()) {
                show(statement);
                client.execute(statement);
            }
            show(script.live());
            live(client.execute(script.live()));
            show(script.view());
            client.execute(script.view());
            show(script.read());
            view(client);
        } catch (SqlException e) {
            throw new TerminalException("error " + e.sqlState() + ": " + e.getMessage());
        } catch (ServerException e) {
            throw new TerminalException(String.valueOf(e.getMessage()));
        }
        connecting();
    }

    private void live(StatementResult result) {
        TablePrinter table = new TablePrinter(out);
        long deadline = System.nanoTime() + LIVE_TIMEOUT.toNanos();
        try (LiveRows live = result.live()) {
            table.begin(
                    live.columns().stream().map(StreamMessage.Column::name).toList(),
                    live.columns().stream().map(StreamMessage.Column::type).toList());
            // The first row of one window more says that those before it are complete.
            while (check.windows() <= WINDOWS_SHOWN) {
                Optional<List<@Nullable String>> row = live.next(PAUSE);
                if (row.isPresent()) {
                    check.window(row.get());
                    table.row(row.get());
                }
                table.pause();
                if (row.isEmpty() && (live.finished() || System.nanoTime() - deadline > 0)) {
                    throw new TerminalException(
                            "only " + check.windows() + " windows came within " + LIVE_TIMEOUT.toSeconds() + " s");
                }
            }
        }
        table.end();
    }

    /** Reads until the view has all that the windows had; it is written while we read. */
    private void view(BraidClient client) {
        long deadline = System.nanoTime() + VIEW_TIMEOUT.toNanos();
        while (true) {
            StatementResult result = client.execute(script.read());
            List<List<@Nullable String>> rows = new ArrayList<>();
            result.rows().forEach(rows::add);
            if (check.view(rows)) {
                TablePrinter table = new TablePrinter(out);
                table.begin(
                        result.columns().stream()
                                .map(ResultSetMetadata.Column::name)
                                .toList(),
                        result.columns().stream()
                                .map(ResultSetMetadata.Column::type)
                                .toList());
                rows.forEach(table::row);
                table.end();
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TerminalException(
                        "the view did not catch up within " + VIEW_TIMEOUT.toSeconds() + " s; its rows are " + rows);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void show(String statement) {
        out.println();
        out.println("> " + statement.strip().replace("\n", "\n  "));
        out.flush();
    }

    private void connecting() {
        Path token = data.toAbsolutePath().resolve("token");
        out.println();
        out.println("Connect any DeltaStream client to it:");
        out.println("  URL    " + url);
        out.println("  token  " + token);
        out.println("  curl -s " + url + "/statements -H \"Authorization: Bearer $(cat " + token + ")\" \\");
        out.println(
                "    -H 'Content-Type: application/json' -d '{\"statement\":\"LIST STREAMS;\",\"database\":\"demo\"}'");
        out.println("  braid sql --data " + data.toAbsolutePath() + " --database demo \"SELECT * FROM pageviews;\"");
        out.flush();
    }
}
