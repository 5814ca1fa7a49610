package io.braid.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A catalog with something in it, and short words for asking it. */
abstract class CatalogFixture {
    Catalog catalog;

    /** Opens the catalog of this test: empty the first time, then as it was left. */
    abstract Catalog open() throws Exception;

    @BeforeEach
    void start() throws Exception {
        catalog = open();
        catalog.write(Samples::start);
    }

    @AfterEach
    void stop() {
        catalog.close();
    }

    final <T> ListAssert<T> listed(Function<CatalogView, List<T>> work) {
        return assertThat(catalog.read(work));
    }

    final <T> OptionalAssert<T> found(Function<CatalogView, Optional<T>> work) {
        return assertThat(catalog.read(work));
    }

    final void write(Consumer<CatalogTransaction> work) {
        catalog.write(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    final AbstractThrowableAssert<?, ? extends Throwable> refuses(
            Consumer<CatalogTransaction> work, ErrorCode code, String text) {
        return assertThatThrownBy(() -> write(work))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(text);
    }
}
