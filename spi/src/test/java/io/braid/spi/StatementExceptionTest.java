package io.braid.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementExceptionTest {
    @Test
    void theSentenceHasPlaceProblemAndHint() {
        StatementException e = StatementException.of(ErrorCode.INVALID_STORE, "store \"%s\" does not exist", "trades")
                .at(1, 8)
                .hint("LIST STORES shows them");
        assertThat(e).hasMessage("line 1:8: store \"trades\" does not exist (LIST STORES shows them)");
        assertThat(e.problem()).isEqualTo("store \"trades\" does not exist");
        assertThat(e.code().sqlState()).isEqualTo("3D006");
    }

    @Test
    void theFirstPlaceIsKept() {
        StatementException e =
                StatementException.of(ErrorCode.SYNTAX_ERROR, "odd").at(2, 3).at(1, 1);
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(3);
    }

    @Test
    void aTextWithoutArgumentsIsNoFormat() {
        assertThat(StatementException.of(ErrorCode.SYNTAX_ERROR, "100% odd")).hasMessage("100% odd");
    }

    @Test
    void theTraceStaysWhereTheProblemWasFound() {
        StatementException found = StatementException.of(ErrorCode.SYNTAX_ERROR, "odd");
        assertThat(found.hint("mend it").getStackTrace()).isEqualTo(found.getStackTrace());
    }
}
