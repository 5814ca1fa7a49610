package io.braid.engine.service;

import io.braid.catalog.AuditedStatement;
import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.service.StatementFiles.Begun;
import io.braid.engine.session.Sessions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a user has sent: what the audit knows of it, and what has not ended yet. */
final class StatementHistory {
    private final Catalog catalog;
    private final StatementTracker tracker;

    StatementHistory(Catalog catalog, StatementTracker tracker) {
        this.catalog = catalog;
        this.tracker = tracker;
    }

    List<PastStatement> of(@Nullable String organization, @Nullable UUID before, int limit, Caller caller) {
        List<PastStatement> all = new ArrayList<>();
        // first, so that one that ends meanwhile is at least in the audit
        List<Begun> running = before == null ? tracker.running(caller.user()) : List.of();
        List<PastStatement> ended =
                catalog.read(view -> view
                        .statements()
                        .ofUser(Sessions.organization(organization, caller, view), caller.user(), before, limit)
                        .stream()
                        .map(StatementHistory::ended)
                        .toList());
        Set<UUID> known = new HashSet<>();
        ended.forEach(statement -> known.add(statement.id()));
        running.stream()
                .filter(begun -> !known.contains(begun.id()))
                .map(StatementHistory::running)
                .forEach(all::add);
        all.addAll(ended);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    private static PastStatement running(Begun begun) {
        return new PastStatement(
                begun.id(),
                begun.createdOn(),
                null,
                begun.sent().text(),
                "",
                "",
                null,
                PastStatement.RUNNING,
                "",
                begun.sent().requestId());
    }

    private static PastStatement ended(AuditedStatement it) {
        return new PastStatement(
                it.id(),
                it.startedAt(),
                it.endedAt(),
                it.text(),
                it.kind(),
                it.object(),
                it.role(),
                it.sqlState(),
                it.message(),
                it.requestId());
    }
}
