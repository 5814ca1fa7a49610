package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The compute pools. An organization's default pool is always among them, also before it was ever changed. */
public interface ComputePoolsView {
    /** Sorted by name. */
    List<ComputePool> of(UUID organization);

    Optional<ComputePool> find(UUID organization, String name);

    /** Of every organization, without default pools that nobody has changed. */
    List<ComputePool> stored();
}
