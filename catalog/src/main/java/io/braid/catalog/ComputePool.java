package io.braid.catalog;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where queries run: how many at once, and whether they run at all. Queries of a stopped pool keep their state and go on
 * from it when the pool is started. What the pool does now follows from its queries and is stored nowhere.
 *
 * @param idleMinutes a pool that nothing has run on for so long is stopped; 0 means never
 * @param remote its cluster; absent for the server's own
 */
public record ComputePool(
        UUID organization,
        String name,
        Size size,
        int idleMinutes,
        Intended intended,
        Audit audit,
        @Nullable RemoteFlink remote) {
    /** A pool of the server's own Flink. */
    public ComputePool(UUID organization, String name, Size size, int idleMinutes, Intended intended, Audit audit) {
        this(organization, name, size, idleMinutes, intended, audit, null);
    }

    /** Its cluster, unless that is the server's own. */
    public Optional<RemoteFlink> findRemote() {
        return Optional.ofNullable(remote);
    }

    /** The pool that each organization has, made or not. */
    public static final String DEFAULT = "default_pool";

    /** The default pool of an organization that has not changed it yet. */
    public static ComputePool unchanged(UUID organization, Instant since) {
        return new ComputePool(
                organization,
                DEFAULT,
                Size.EMBEDDED,
                0,
                Intended.RUNNING,
                new Audit("sysadmin", "system", since, since));
    }

    public boolean isDefault() {
        return name.equals(DEFAULT);
    }

    public boolean isStopped() {
        return intended == Intended.STOPPED;
    }

    public ComputePool wanted(Intended next) {
        return new ComputePool(organization, name, size, idleMinutes, next, audit.touched(), remote);
    }

    public ComputePool sized(Size next, int minutes) {
        return new ComputePool(organization, name, next, minutes, intended, audit.touched(), remote);
    }

    public ComputePool ownedBy(String role) {
        return new ComputePool(organization, name, size, idleMinutes, intended, audit.ownedBy(role), remote);
    }

    public ComputePool on(@Nullable RemoteFlink cluster) {
        return new ComputePool(organization, name, size, idleMinutes, intended, audit, cluster);
    }

    public enum Intended {
        RUNNING,
        STOPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many slots a pool has, and with them how much of the cluster's memory. */
    public enum Size {
        SMALL(4),
        MEDIUM(16),
        LARGE(64),
        /** All that the server's own cluster has. */
        EMBEDDED(Integer.MAX_VALUE);

        private final int slots;

        Size(int slots) {
            this.slots = slots;
        }

        public int slots() {
            return slots;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
