package io.braid.catalog;

import java.util.function.Function;

/** The catalog of every organization. Shared between threads; writes happen one after the other. */
public interface Catalog extends AutoCloseable {
    <T> T read(Function<CatalogView, T> work);

    /** Runs {@code work} in one transaction: an exception undoes all of it and flies on. */
    <T> T write(Function<CatalogTransaction, T> work);

    /** Like {@link #write}, then undoes everything. */
    <T> T rehearse(Function<CatalogTransaction, T> work);

    @Override
    void close();
}
