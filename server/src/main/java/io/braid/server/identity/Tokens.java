package io.braid.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.braid.catalog.ApiToken;
import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks tokens. An API token is good while the catalog has its id and its time has not passed; revoking one
 * works within {@link #CATALOG_PAUSE}. Shared between threads.
 */
public final class Tokens {
    private static final String ISSUER = "braid";
    private static final String API = "api";
    private static final Duration CATALOG_PAUSE = Duration.ofSeconds(1);
    private static final Duration USE_PAUSE = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1000;

    private final SigningKey key;
    private final Catalog catalog;
    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A signature that was checked once need not be checked again; the catalog is asked again soon. */
    private record Known(Principal principal, Instant expires, Instant asked) {}

    private Tokens(SigningKey key, Catalog catalog, Clock clock) {
        this.key = key;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @param keys folder of the signing key; both are made when they are missing */
    public static Tokens open(Path keys, Catalog catalog, Clock clock) throws IOException {
        return new Tokens(SigningKey.open(keys), catalog, clock);
    }

    /** The text of a token that is in the catalog, or will be. */
    public String issue(ApiToken token, String email) {
        return key.sign(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(API)
                .jwtID(token.id().toString())
                .subject(token.user().toString())
                .claim("email", email)
                .claim("org", token.organization().toString())
                .claim("role", token.role())
                .issueTime(Date.from(token.createdAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .build());
    }

    /** @throws TokenException when the token is not good */
    public Principal verify(String token) {
        Instant now = clock.instant();
        Known remembered;
        synchronized (known) {
            remembered = known.get(token);
        }
        if (remembered == null) {
            remembered = read(token);
        }
        if (!remembered.expires().isAfter(now)) {
            throw new TokenException("token has expired");
        }
        if (Duration.between(remembered.asked(), now).compareTo(CATALOG_PAUSE) > 0) {
            askCatalog(remembered.principal(), now);
            synchronized (known) {
                known.put(token, new Known(remembered.principal(), remembered.expires(), now));
            }
        }
        return remembered.principal();
    }

    /** A short-lived token for something else than the API, such as one statement's rows. */
    public String issue(String audience, Map<String, @Nullable String> claims, Duration validity) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validity)));
        claims.forEach(builder::claim);
        return key.sign(builder.build());
    }

    /** @throws TokenException when the token is not good for this audience */
    public Map<String, String> verify(String audience, String token) {
        JWTClaimsSet claims = checked(key.verify(token), audience);
        Map<String, String> texts = new LinkedHashMap<>();
        claims.getClaims().forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private Known read(String token) {
        JWTClaimsSet claims = checked(key.verify(token), API);
        try {
            String organization = claims.getStringClaim("org");
            String email = claims.getStringClaim("email");
            Caller caller = new Caller(
                    UUID.fromString(claims.getSubject()),
                    email == null ? "" : email,
                    organization == null ? null : UUID.fromString(organization),
                    claims.getStringClaim("role"));
            return new Known(
                    new Principal(UUID.fromString(claims.getJWTID()), caller),
                    claims.getExpirationTime().toInstant(),
                    Instant.EPOCH);
        } catch (ParseException | IllegalArgumentException | NullPointerException e) {
            throw new TokenException("token is not a token of this server");
        }
    }

    private JWTClaimsSet checked(JWTClaimsSet claims, String audience) {
        if (!claims.getAudience().contains(audience)) {
            throw new TokenException("token is for something else");
        }
        Date expires = claims.getExpirationTime();
        if (expires == null || !expires.toInstant().isAfter(clock.instant())) {
            throw new TokenException("token has expired");
        }
        return claims;
    }

    private void askCatalog(Principal principal, Instant now) {
        Optional<ApiToken> found = catalog.read(view -> view.findApiToken(principal.token()));
        ApiToken token = found.orElseThrow(() -> new TokenException("token was revoked"));
        // Renewing a token keeps its id and gives it another time; the older text then has the older one.
        if (!token.expiresAt().isAfter(now)) {
            throw new TokenException("token has expired");
        }
        Instant used = token.lastUsed();
        if (used == null || Duration.between(used, now).compareTo(USE_PAUSE) > 0) {
            catalog.write(transaction -> {
                transaction
                        .findApiToken(token.id())
                        .ifPresent(t -> transaction.updateApiToken(new ApiToken(
                                t.id(),
                                t.organization(),
                                t.user(),
                                t.name(),
                                t.role(),
                                t.createdAt(),
                                t.expiresAt(),
                                now)));
                return token.id();
            });
        }
    }
}
