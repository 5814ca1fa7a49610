package io.braid.dist;

import io.braid.client.BraidClient;
import io.braid.client.SqlException;
import io.braid.client.StatementResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What tests leave running on the server that they share. */
final class Queries {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Queries() {}

    /** What one test has left running must not slow the next one, nor show up in its lists. */
    static void terminateAll(BraidClient client) {
        Await.until("no query runs", PATIENCE, () -> {
            List<String> queries = new ArrayList<>();
            StatementResult listed = client.execute("SELECT id FROM deltastream.sys.\"queries\" WHERE current_state"
                    + " IN ('new', 'starting', 'running', 'errored', 'terminate_requested')");
            listed.rows().forEach(row -> queries.add(String.valueOf(row.get(0))));
            for (String query : queries) {
                try {
                    client.execute("TERMINATE QUERY " + query);
                } catch (SqlException e) {
                    // gone in the meantime
                }
            }
            return queries.isEmpty();
        });
    }
}
