package io.braid.dist;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import io.braid.client.SqlException;
import io.braid.client.StatementResult;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.client.wire.StatementRequest;
import io.braid.testing.Outcome;
import io.braid.testing.ScriptFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the statements of scripts over HTTP and WebSocket. */
final class ScriptClient {
    private static final List<String> ARTIFACT = List.of("Type", "Name", "Command", "Summary", "Path");
    private static final int SUMMARY = ARTIFACT.indexOf("Summary");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BraidClient client;
    private final ScriptFiles files;

    ScriptClient(BraidClient client, ScriptFiles files) {
        this.client = client;
        this.files = files;
    }

    Outcome answer(String statement) {
        try {
            StatementResult result =
                    client.execute(StatementRequest.of(statement).in(client.context()), files.of(statement), PATIENCE);
            return result.isStreaming() ? new Outcome.Live(new Rows(result.live())) : written(result);
        } catch (SqlException e) {
            return new Outcome.Failed(e.sqlState(), String.valueOf(e.getMessage()));
        }
    }

    /** A statement that changes something is known by its five columns; a script shows what it says of each object. */
    private static Outcome written(StatementResult result) {
        List<String> columns =
                result.columns().stream().map(ResultSetMetadata.Column::name).toList();
        List<List<@Nullable String>> rows = new ArrayList<>();
        result.rows().forEach(rows::add);
        if (columns.equals(ARTIFACT)) {
            return new Outcome.Said(
                    rows.stream().map(row -> String.valueOf(row.get(SUMMARY))).toList());
        }
        return new Outcome.Table(columns, rows);
    }

    private record Rows(LiveRows rows) implements Outcome.LiveRows {
        @Override
        public Optional<List<@Nullable String>> next(Duration timeout) {
            return rows.next(timeout);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
