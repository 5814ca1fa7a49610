package io.braid.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FqnTest {
    @Test
    void readsWhatItWrites() {
        List<String> parts = List.of("db", "a.b", "say \"hi\"");
        assertThat(Fqn.parse(Fqn.of(parts))).hasValue(parts);
    }

    @Test
    void bothSpellingsAreOne() {
        assertThat(Fqn.canonical("db.public.Users")).isEqualTo("\"db\".\"public\".\"Users\"");
        assertThat(Fqn.canonical("db.\"public\".Users")).isEqualTo("\"db\".\"public\".\"Users\"");
    }

    @Test
    void otherTextStaysAsItIs() {
        for (String text : List.of("", ".", "a.b", "a.b.c.d", "\"a\".\"b\".\"c", "\"a\"b.c.d", "a..c")) {
            assertThat(Fqn.canonical(text)).isEqualTo(text);
        }
    }
}
