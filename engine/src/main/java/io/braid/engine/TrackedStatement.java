package io.braid.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was submitted.
 *
 * @param statements ids of the single statements when the request held several, those that were not reached left out;
 *     empty for a request of one
 * @param outcome null while it runs
 */
public record TrackedStatement(
        UUID id,
        Instant createdOn,
        List<UUID> statements,
        @Nullable StatementOutcome outcome) {
    public TrackedStatement {
        statements = List.copyOf(statements);
    }

    public Optional<StatementOutcome> findOutcome() {
        return Optional.ofNullable(outcome);
    }
}
