package io.braid.client;

import io.braid.client.wire.DataplaneRequest;
import io.braid.client.wire.ResultSet;
import io.braid.client.wire.ResultSetMetadata;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a successful statement brought: rows that are there, or a place where rows keep coming. */
public final class StatementResult {
    private final BraidClient client;
    private final ResultSet first;
    private final ResultSetMetadata metadata;

    StatementResult(BraidClient client, ResultSet first) {
        if (first.metadata() == null) {
            throw new ServerException(200, "answer has no metadata");
        }
        this.client = client;
        this.first = first;
        this.metadata = first.metadata();
    }

    public String statementId() {
        return first.statementID();
    }

    public ResultSetMetadata metadata() {
        return metadata;
    }

    public List<ResultSetMetadata.Column> columns() {
        return metadata.columns();
    }

    /** Whether rows come without end; then {@link #live()} has them and {@link #rows()} is empty. */
    public boolean isStreaming() {
        return dataplane()
                .filter(d -> d.requestType().equals(DataplaneRequest.STREAMING))
                .isPresent();
    }

    public Optional<DataplaneRequest> dataplane() {
        return Optional.ofNullable(metadata.dataplaneRequest());
    }

    /** All rows, fetched partition by partition while one reads. */
    public Iterable<List<@Nullable String>> rows() {
        return () -> new Rows(client, first);
    }

    /** Opens the live rows; a statement has one reader. */
    public LiveRows live() {
        return LiveRows.open(
                client.httpClient(),
                dataplane().orElseThrow(() -> new IllegalStateException("statement has no live rows")));
    }

    private static final class Rows implements Iterator<List<@Nullable String>> {
        private final BraidClient client;
        private ResultSet current;
        private int partition;
        private int next;

        Rows(BraidClient client, ResultSet first) {
            this.client = client;
            this.current = first;
        }

        @Override
        public boolean hasNext() {
            while (next >= data().size()) {
                int partitions = current.metadata() == null
                        ? 0
                        : current.metadata().partitionInfo().size();
                if (partition + 1 >= partitions) {
                    return false;
                }
                partition++;
                next = 0;
                current = client.partition(current.statementID(), partition);
                if (!current.sqlState().equals(ResultSet.SUCCESS)) {
                    throw new SqlException(
                            current.sqlState(), String.valueOf(current.message()), current.statementID());
                }
            }
            return true;
        }

        @Override
        public List<@Nullable String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return data().get(next++);
        }

        private List<List<@Nullable String>> data() {
            return current.data() == null ? List.of() : current.data();
        }
    }
}
