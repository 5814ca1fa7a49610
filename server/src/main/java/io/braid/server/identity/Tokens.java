package io.braid.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.braid.catalog.ApiToken;
import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.security.TokenIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks tokens. An API token is good while the catalog has its id with a digest of its text, and its time has
 * not passed. What is revoked here is refused at once, what is revoked by another server on the same catalog within
 * {@link #CATALOG_PAUSE}. Shared between threads.
 */
public final class Tokens implements TokenIssuer {
    private static final String ISSUER = "braid";
    private static final String API = "api";
    private static final Duration CATALOG_PAUSE = Duration.ofSeconds(1);
    private static final Duration USE_PAUSE = Duration.ofMinutes(10);
    private static final int REMEMBERED = 1000;

    private final SigningKey key;
    private final Catalog catalog;
    private final Clock clock;
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
    /** By digest: the texts themselves are not held. */
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

    @Override
    public Issued issue(ApiToken token, String email) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(API)
                .jwtID(token.id().toString())
                .subject(token.user().toString())
                .claim("email", email)
                .claim("version", UUID.randomUUID().toString()) // two texts of one token differ
                .issueTime(Date.from(token.createdAt()))
                .expirationTime(Date.from(token.expiresAt()));
        // A role belongs to an organization; a token without one is good wherever its user is.
        token.findRole().ifPresent(role -> claims.claim("role", role)
                .claim("org", token.organization().toString()));
        String text = key.sign(claims.build());
        return new Issued(text, token.withDigest(digest(text)));
    }

    @Override
    public void revoked(UUID token) {
        synchronized (known) {
            known.values().removeIf(it -> it.principal().token().equals(token));
        }
        listeners.forEach(listener -> listener.accept(token));
    }

    /** Hears the ids of tokens that are no longer good, or no longer in every text of theirs. */
    public void onRevoked(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    /** @throws TokenException when the token is not good */
    public Principal verify(String token) {
        Instant now = clock.instant();
        String digest = digest(token);
        Known remembered;
        synchronized (known) {
            remembered = known.get(digest);
        }
        if (remembered == null) {
            remembered = read(token);
        }
        if (!remembered.expires().isAfter(now)) {
            throw new TokenException("token has expired");
        }
        if (Duration.between(remembered.asked(), now).compareTo(CATALOG_PAUSE) > 0) {
            askCatalog(remembered.principal(), digest, now);
            synchronized (known) {
                known.put(digest, new Known(remembered.principal(), remembered.expires(), now));
            }
        }
        return remembered.principal();
    }

    /** Whether a token is in the catalog and its time has not passed. */
    public boolean isGood(UUID id) {
        return catalog.read(view -> view.findApiToken(id))
                .filter(token -> token.expiresAt().isAfter(clock.instant()))
                .isPresent();
    }

    private static String digest(String token) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
            String role = claims.getStringClaim("role");
            UUID id = UUID.fromString(claims.getJWTID());
            Caller caller = new Caller(
                    UUID.fromString(claims.getSubject()),
                    email == null ? "" : email,
                    role == null || organization == null ? null : UUID.fromString(organization),
                    role,
                    id);
            return new Known(
                    new Principal(id, caller), claims.getExpirationTime().toInstant(), Instant.EPOCH);
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

    private void askCatalog(Principal principal, String digest, Instant now) {
        Optional<ApiToken> found = catalog.read(view -> view.findApiToken(principal.token()));
        ApiToken token = found.orElseThrow(() -> new TokenException("token was revoked"));
        boolean adopted = token.digest().isEmpty();
        if (!adopted && !same(token.digest(), digest)) {
            throw new TokenException("token was renewed, this is the one from before");
        }
        if (!token.expiresAt().isAfter(now)) {
            throw new TokenException("token has expired");
        }
        Instant used = token.lastUsed();
        if (adopted || used == null || Duration.between(used, now).compareTo(USE_PAUSE) > 0) {
            catalog.write(transaction -> {
                transaction
                        .findApiToken(token.id())
                        .filter(still -> still.digest().equals(token.digest()))
                        .ifPresent(it -> transaction.updateApiToken(it.usedAt(now, digest)));
                return token.id();
            });
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
