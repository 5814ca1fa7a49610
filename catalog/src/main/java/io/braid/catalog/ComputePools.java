package io.braid.catalog;

import java.util.UUID;

/** Changes to compute pools; they throw as those of {@link CatalogTransaction} do. */
public interface ComputePools extends ComputePoolsView {
    void create(ComputePool pool);

    /** Changes all but the name; the default pool need not have been stored before. */
    void update(ComputePool pool);

    void drop(UUID organization, String name);
}
