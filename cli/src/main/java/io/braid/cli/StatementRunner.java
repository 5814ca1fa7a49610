package io.braid.cli;

import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import io.braid.client.StatementResult;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.client.wire.StatementRequest;
import io.braid.client.wire.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements one after the other and shows what they bring. */
final class StatementRunner {
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final BraidClient client;
    private final RowPrinter printer;
    private final long limit;
    private final Map<String, byte[]> attachments;

    /** @param limit how many rows of each result are shown */
    StatementRunner(BraidClient client, RowPrinter printer, long limit, Map<String, byte[]> attachments) {
        this.client = client;
        this.printer = printer;
        this.limit = limit;
        this.attachments = attachments;
    }

    void run(String statement) {
        StatementResult result =
                client.execute(StatementRequest.of(statement).in(client.context()), attachments, ANSWER_TIMEOUT);
        if (result.isStreaming()) {
            live(result);
        } else {
            printer.begin(
                    result.columns().stream()
                            .map(ResultSetMetadata.Column::name)
                            .toList(),
                    result.columns().stream()
                            .map(ResultSetMetadata.Column::type)
                            .toList());
            long left = limit;
            for (List<@Nullable String> row : result.rows()) {
                if (left-- <= 0) {
                    break;
                }
                printer.row(row);
            }
            printer.end();
        }
    }

    private void live(StatementResult result) {
        try (LiveRows live = result.live()) {
            printer.begin(
                    live.columns().stream().map(StreamMessage.Column::name).toList(),
                    live.columns().stream().map(StreamMessage.Column::type).toList());
            long left = limit;
            while (left > 0 && !live.finished()) {
                Optional<List<@Nullable String>> row = live.next(Duration.ZERO);
                if (row.isEmpty() && !live.finished()) {
                    printer.pause();
                    row = live.next(POLL);
                }
                if (row.isPresent()) {
                    printer.row(row.get());
                    left--;
                }
            }
        }
        printer.end();
    }
}
