package io.braid.engine.service;

import io.braid.catalog.AuditedStatement;
import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.StatementOutcome;
import io.braid.engine.security.Access;
import io.braid.engine.service.StatementFiles.Begun;
import io.braid.engine.service.StatementFiles.Sent;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Artifact;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was asked of the server, by whom, and how it ended. Shared between threads. */
final class StatementAuditor {
    private static final Logger log = LoggerFactory.getLogger(StatementAuditor.class);

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_OBJECT = 1_000;

    private final Catalog catalog;

    StatementAuditor(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What is known of a statement when it ends.
     *
     * @param organization null when the request named none that its sender belongs to
     * @param statement null for a text that could not be read
     * @param text without secrets
     */
    record Facts(
            UUID id,
            Begun begun,
            @Nullable UUID organization,
            @Nullable String role,
            @Nullable Statement statement,
            String object,
            String text) {}

    void ended(Facts facts, StatementOutcome outcome) {
        StatementOutcome.Failed failed = outcome instanceof StatementOutcome.Failed it ? it : null;
        Statement statement = facts.statement();
        add(new AuditedStatement(
                facts.id(),
                facts.organization(),
                facts.begun().sent().user(),
                facts.begun().sent().email(),
                facts.role(),
                facts.begun().createdOn(),
                now(),
                statement == null ? "" : kind(statement),
                cut(facts.object(), LONGEST_OBJECT),
                cut(facts.text(), LONGEST_TEXT),
                failed == null ? PastStatement.SUCCESS : failed.sqlState(),
                failed == null ? "" : failed.message(),
                facts.begun().sent().requestId()));
    }

    /** A statement that was running when the server went away. */
    void interrupted(Begun begun) {
        ended(
                new Facts(
                        begun.id(),
                        begun,
                        organization(begun.sent()),
                        null,
                        null,
                        "",
                        begun.sent().text()),
                StatementTracker.interrupted());
    }

    private @Nullable UUID organization(Sent sent) {
        Caller sender = new Caller(sent.user(), sent.email(), null, null);
        try {
            return catalog.read(view -> Sessions.organization(sent.organization(), sender, view));
        } catch (StatementException e) {
            return null; // it has none any more
        }
    }

    /** What a statement did is done, so a catalog that cannot be written to does not undo it; the log hears of it. */
    private void add(AuditedStatement statement) {
        try {
            catalog.write(transaction -> {
                transaction.statements().add(statement);
                return statement;
            });
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("statementId", statement.id())
                    .log("a statement is missing from the audit");
        }
    }

    /** What was changed, or else what was asked for. */
    static String object(List<Artifact> artifacts, List<Access> needs) {
        return artifacts.isEmpty()
                ? needs.stream()
                        .filter(need -> !need.target().isEmpty())
                        .map(need -> need.kind() + " " + need.target())
                        .distinct()
                        .collect(Collectors.joining(", "))
                : artifacts.stream().map(StatementAuditor::object).distinct().collect(Collectors.joining(", "));
    }

    /** {@code CreateRelationAs} is CREATE RELATION AS. */
    private static String kind(Statement statement) {
        return String.join(" ", statement.getClass().getSimpleName().split("(?=[A-Z])"))
                .toUpperCase(Locale.ROOT);
    }

    private static String object(Artifact artifact) {
        List<String> path = artifact.path().isEmpty() ? List.of(artifact.name()) : artifact.path();
        return artifact.type() + " " + path.stream().map(Names::always).collect(Collectors.joining("."));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
