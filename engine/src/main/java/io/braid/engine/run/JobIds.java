package io.braid.engine.run;

import io.braid.catalog.Query;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids of jobs: the same for the same attempt of a query, so that a repeated submission finds its own job. */
public final class JobIds {
    private JobIds() {}

    /** The id of the query's present attempt. */
    public static String of(Query query) {
        return of(query.id(), query.version(), query.attempt());
    }

    /** 32 hexadecimal digits. A cluster takes an id once in its life, hence the attempt. */
    public static String of(UUID query, long version, int attempt) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((query + "/" + version + "/" + attempt).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java", e);
        }
    }
}
