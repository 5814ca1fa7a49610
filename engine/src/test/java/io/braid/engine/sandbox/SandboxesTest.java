package io.braid.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.sandbox.Sandboxes.Owner;
import io.braid.spi.StatementException;
import io.braid.testing.MovableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SandboxesTest {
    private final Owner ann = new Owner(UUID.randomUUID(), UUID.randomUUID());
    private final Owner bob = new Owner(ann.organization(), UUID.randomUUID());
    private final Set<UUID> open = new HashSet<>();
    private final MovableClock clock = new MovableClock();
    private final Sandboxes sandboxes = new Sandboxes(open::contains, open::remove, clock);

    private UUID read(Owner who) {
        UUID statement = UUID.randomUUID();
        open.add(statement);
        sandboxes.uses(who.organization(), who.user(), statement);
        return statement;
    }

    @Test
    void eachUserHasOne() {
        sandboxes.start(ann);
        sandboxes.start(bob);
        assertThat(sandboxes.describe(bob).id())
                .isNotEqualTo(sandboxes.describe(ann).id());
        assertThatThrownBy(() -> sandboxes.start(ann))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("running already");
    }

    @Test
    void stoppingEndsTheResultsOfItsUser() {
        sandboxes.start(ann);
        sandboxes.start(bob);
        UUID hers = read(ann);
        UUID his = read(bob);

        sandboxes.stop(ann);

        assertThat(open).containsExactly(his).doesNotContain(hers);
        assertThat(sandboxes.describe(ann).running()).isFalse();
        assertThat(sandboxes.describe(bob).running()).isTrue();
        assertThatThrownBy(() -> sandboxes.stop(ann)).hasMessageContaining("no sandbox is running");
    }

    @Test
    void itStopsTenMinutesAfterTheLastResult() {
        sandboxes.start(ann);
        UUID statement = read(ann);
        clock.pass(Duration.ofHours(1));
        assertThat(sandboxes.describe(ann).running()).isTrue();

        open.remove(statement);
        clock.pass(Duration.ofMinutes(9));
        assertThat(sandboxes.describe(ann).running()).isTrue();
        clock.pass(Duration.ofMinutes(11));
        assertThat(sandboxes.describe(ann).running()).isFalse();
        sandboxes.start(ann);
        assertThat(sandboxes.describe(ann).running()).isTrue();
    }

    @Test
    void whoNeverStartedOneHasNone() {
        sandboxes.uses(ann.organization(), ann.user(), UUID.randomUUID());
        assertThatThrownBy(() -> sandboxes.describe(ann)).hasMessageContaining("there is no sandbox");
    }
}
