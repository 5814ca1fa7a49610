package io.braid.catalog.jdbc;

import static io.braid.catalog.jdbc.Samples.ACME;
import static io.braid.catalog.jdbc.Samples.ANN;
import static io.braid.catalog.jdbc.Samples.BOB;
import static io.braid.catalog.jdbc.Samples.OTHER;
import static io.braid.catalog.jdbc.Samples.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.catalog.AuditedStatement;
import io.braid.catalog.User;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The audit of statements. */
abstract class AuditContract extends LibraryContract {
    private static AuditedStatement statement(int second, @Nullable UUID organization, User user) {
        return new AuditedStatement(
                new UUID(0, second),
                organization,
                user.id(),
                user.email(),
                second % 2 == 0 ? "sysadmin" : null,
                TIME.plusSeconds(second),
                TIME.plusSeconds(second + 1),
                "SELECT",
                "relation \"a\".\"b\".\"%s\"",
                "SELECT '漢字' FROM \"%s\"",
                "3D020",
                "line 1:1: no",
                second % 2 == 0 ? null : "request " + second);
    }

    @Test
    void statementsAreReadNewestFirst() {
        write(it -> {
            for (int second = 1; second <= 4; second++) {
                it.statements().add(statement(second, ACME, second == 2 ? BOB : ANN));
            }
            it.statements().add(statement(5, OTHER, ANN));
            it.statements().add(statement(6, null, ANN));
            it.statements().add(statement(6, ACME, BOB));
        });
        listed(view -> view.statements().ofOrganization(ACME, 3))
                .containsExactly(statement(4, ACME, ANN), statement(3, ACME, ANN), statement(2, ACME, BOB));
        listed(view -> view.statements().ofUser(ACME, ANN.id(), null, 10))
                .containsExactly(statement(4, ACME, ANN), statement(3, ACME, ANN), statement(1, ACME, ANN));
        listed(view -> view.statements().ofUser(ACME, ANN.id(), new UUID(0, 3), 10))
                .containsExactly(statement(1, ACME, ANN));
        found(view -> view.statements().find(new UUID(0, 6))).contains(statement(6, null, ANN));
        int forgotten = catalog.write(it -> it.statements().forget(TIME.plusSeconds(4)));
        assertThat(forgotten).isEqualTo(3);
        listed(view -> view.statements().ofOrganization(ACME, 3)).containsExactly(statement(4, ACME, ANN));
    }
}
