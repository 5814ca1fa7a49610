package io.braid.engine.security;

import io.braid.catalog.ApiToken;
import java.util.UUID;

/** Makes the texts of API tokens, and forgets those that are no longer good. Shared between threads. */
public interface TokenIssuer {
    /** The text that is shown once, and the token to keep, which holds a digest of it. */
    record Issued(String text, ApiToken token) {
        @Override
        public String toString() {
            return "Issued[" + token.name() + "]";
        }
    }

    /** @param token without digest */
    Issued issue(ApiToken token, String email);

    /** Told after the catalog has been changed: texts of this token that were good before no longer are. */
    void revoked(UUID token);
}
