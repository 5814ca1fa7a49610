package io.braid.engine.listing;

import io.braid.catalog.AuditedStatement;
import io.braid.spi.DataType;
import java.time.Duration;
import java.util.List;

/** What was asked of the server. */
final class StatementListings {
    /** Rows that one look at the table may give: the newest. */
    private static final int MOST = 10_000;

    private StatementListings() {}

    /**
     * Those who manage grants see the statements of everyone in the organization, others their own, as far as the roles
     * they may take reach.
     */
    static Listing<AuditedStatement> statements() {
        return Listing.of(
                        List.of(),
                        List.of(
                                Fact.text("id", it -> it.id().toString()),
                                Fact.text("user_email", AuditedStatement::email),
                                Fact.maybeText("role_name", AuditedStatement::role),
                                Fact.text("kind", AuditedStatement::kind),
                                Fact.text("object", AuditedStatement::object),
                                Fact.text("statement", AuditedStatement::text),
                                Fact.text("sql_state", AuditedStatement::sqlState),
                                Fact.text("message", AuditedStatement::message),
                                Fact.maybeText("request_id", AuditedStatement::requestId),
                                Fact.time("started_at", AuditedStatement::startedAt),
                                Fact.time("ended_at", AuditedStatement::endedAt),
                                Fact.of("duration_millis", DataType.BIGINT, false, (it, viewer) -> Duration.between(
                                                it.startedAt(), it.endedAt())
                                        .toMillis()),
                                Fact.organization()),
                        StatementListings::find)
                .seenIf(StatementListings::visible);
    }

    private static List<AuditedStatement> find(Viewer viewer, Wanted wanted) {
        if (wanted.text("id") != null) {
            return wanted.id("id").flatMap(only -> viewer.catalog().statements().find(only)).stream()
                    .filter(it -> viewer.organization().equals(it.organization()))
                    .toList();
        }
        return viewer.managesGrants()
                ? viewer.catalog().statements().ofOrganization(viewer.organization(), MOST)
                : viewer.catalog()
                        .statements()
                        .ofUser(viewer.organization(), viewer.session().caller().user(), null, MOST);
    }

    private static boolean visible(AuditedStatement it, Viewer viewer) {
        String role = it.role();
        boolean own = it.user().equals(viewer.session().caller().user());
        return viewer.managesGrants()
                || (own && (role == null || viewer.usableRoles().contains(role)));
    }
}
