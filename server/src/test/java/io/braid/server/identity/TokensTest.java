package io.braid.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTParser;
import io.braid.catalog.ApiToken;
import io.braid.catalog.User;
import io.braid.engine.Caller;
import io.braid.engine.security.TokenIssuer;
import io.braid.server.FakeCatalog;
import io.braid.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    private static final UUID ORGANIZATION = new UUID(1, 1);
    private static final User USER = new User(new UUID(2, 2), "ada@example.com", "", "", Instant.EPOCH);

    @TempDir
    private Path folder;

    private final FakeCatalog catalog = new FakeCatalog();
    private final MovableClock clock = new MovableClock();
    private Tokens tokens;

    @BeforeEach
    void open() throws IOException {
        tokens = Tokens.open(folder.resolve("keys"), catalog, clock);
    }

    @Test
    void aTokenSaysWhoAsks() {
        ApiToken token = token("sysadmin");
        Principal principal = tokens.verify(issue(token));

        assertThat(principal.token()).isEqualTo(token.id());
        assertThat(principal.caller().user()).isEqualTo(USER.id());
        assertThat(principal.caller().email()).isEqualTo("ada@example.com");
        assertThat(principal.caller().organization()).isEqualTo(ORGANIZATION);
        assertThat(principal.caller().role()).isEqualTo("sysadmin");
        assertThat(principal.caller().token()).isEqualTo(token.id());
        Caller everywhere = tokens.verify(issue(token(null))).caller();
        assertThat(everywhere.role()).isNull();
        assertThat(everywhere.organization()).isNull();
    }

    @Test
    void theKeyOutlivesTheProcess() throws IOException {
        String text = issue(token(null));
        Tokens restarted = Tokens.open(folder.resolve("keys"), catalog, clock);
        assertThat(restarted.verify(text).caller().user()).isEqualTo(USER.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aRevokedTokenIsRefusedSoon() {
        ApiToken token = token(null);
        String text = issue(token);
        tokens.verify(text);
        int reads = catalog.reads.get();
        tokens.verify(text);
        assertThat(catalog.reads.get()).as("the catalog is not asked each time").isEqualTo(reads);

        catalog.tokens.remove(token.id());
        clock.pass(Duration.ofSeconds(2));
        refused(text, "token was revoked");
    }

    @Test
    void whatIsRevokedHereIsRefusedAtOnce() {
        ApiToken token = token(null);
        String text = issue(token);
        tokens.verify(text);
        List<UUID> heard = new ArrayList<>();
        tokens.onRevoked(heard::add);
        catalog.tokens.remove(token.id());
        tokens.revoked(token.id());
        refused(text, "token was revoked");
        assertThat(heard).containsExactly(token.id());
    }

    @Test
    void ofARenewedTokenTheOlderTextIsRefused() {
        ApiToken token = token(null);
        String older = issue(token);
        tokens.verify(older);
        String newer = issue(token);
        tokens.revoked(token.id());
        assertThat(newer).isNotEqualTo(older);
        refused(older, "token was renewed, this is the one from before");
        assertThat(tokens.verify(newer).caller().user()).isEqualTo(USER.id());
    }

    @Test
    void onlyADigestIsKept() {
        ApiToken token = token(null);
        String text = issue(token);
        tokens.verify(text);
        ApiToken kept = Objects.requireNonNull(catalog.tokens.get(token.id()));
        assertThat(kept.digest()).hasSize(64).isNotEqualTo(text);
        assertThat(kept.toString()).doesNotContain(text).doesNotContain(text.split("\\.", -1)[2]);
    }

    /** Tokens from before digests were kept: the first text that comes is theirs from then on. */
    @Test
    void aTokenWithoutDigestGetsThatOfItsFirstUse() {
        ApiToken token = token(null);
        String first = issue(token);
        String second = issue(token);
        catalog.tokens.put(token.id(), token);
        tokens.verify(first);
        refused(second, "token was renewed, this is the one from before");
    }

    @Test
    void anExpiredTokenIsRefused() {
        String text = issue(token(null));
        tokens.verify(text);
        clock.pass(Duration.ofHours(2));
        refused(text, "token has expired");
    }

    @Test
    void aTokenWhoseTimeWasCutInTheCatalogIsRefused() {
        ApiToken token = token(null);
        String text = issue(token);
        catalog.tokens.put(
                token.id(),
                new ApiToken(
                        token.id(), ORGANIZATION, USER.id(), "t", null, token.createdAt(), clock.instant(), null, ""));
        refused(text, "token has expired");
    }

    @Test
    void useIsRememberedNowAndThen() {
        ApiToken token = token(null);
        String text = issue(token);
        tokens.verify(text);
        Instant first = lastUsed(token);
        clock.pass(Duration.ofMinutes(1));
        tokens.verify(text);
        assertThat(lastUsed(token)).isEqualTo(first).isNotNull();
        clock.pass(Duration.ofMinutes(15));
        tokens.verify(text);
        assertThat(lastUsed(token)).isEqualTo(clock.instant());
    }

    @Test
    void aChangedTokenIsRefused() {
        String text = issue(token(null));
        String[] parts = text.split("\\.", -1);
        String claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("ada@", "eve@");
        refused(parts[0] + "." + encoded(claims) + "." + parts[2], "token was not issued by this server");
        refused("", "token is not a token of this server");
        refused("a.b.c", "token is not a token of this server");
    }

    /** The classic confusions: no algorithm, the public key as a shared secret, a key of the sender's own. */
    @Test
    void noOtherAlgorithmOrKeyIsTaken() throws Exception {
        String text = issue(token(null));
        Payload claims = JWTParser.parse(text).getJWTClaimsSet().toPayload();
        String none = encoded("{\"alg\":\"none\"}") + "." + text.split("\\.", -1)[1] + ".";
        refused(none, "token is not a token of this server");

        ECKey ours = ECKey.parse(Files.readString(folder.resolve("keys/tokens.jwk")));
        JWSObject shared = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), claims);
        shared.sign(new MACSigner(ours.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        refused(shared.serialize(), "token was not issued by this server");

        ECKey own = new ECKeyGenerator(Curve.P_256).generate();
        JWSObject foreign = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .jwk(own.toPublicJWK())
                        .keyID(ours.getKeyID())
                        .build(),
                claims);
        foreign.sign(new ECDSASigner(own));
        refused(foreign.serialize(), "token was not issued by this server");
    }

    @Test
    void aTicketIsNoApiTokenAndTheOtherWayRound() {
        String ticket = tokens.issue("data", Map.of("statement", "s"), Duration.ofMinutes(5));
        assertThat(tokens.verify("data", ticket)).containsEntry("statement", "s");
        refused(ticket, "token is for something else");
        String api = issue(token(null));
        assertThatThrownBy(() -> tokens.verify("data", api)).hasMessage("token is for something else");
        clock.pass(Duration.ofMinutes(6));
        assertThatThrownBy(() -> tokens.verify("data", ticket)).hasMessage("token has expired");
    }

    @Test
    void theFirstTokenIsWrittenOnceForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("token");
        FirstToken.ensure(file, catalog, tokens, ORGANIZATION, USER, null, clock);
        String first = Files.readString(file);
        FirstToken.ensure(file, catalog, tokens, ORGANIZATION, USER, null, clock);

        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(catalog.tokens).hasSize(1);
        assertThat(tokens.verify(first.strip()).caller().user()).isEqualTo(USER.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> tokens.verify(text))
                .isInstanceOf(TokenException.class)
                .hasMessage(message);
    }

    private ApiToken token(@Nullable String role) {
        Instant now = clock.instant();
        ApiToken token = new ApiToken(
                UUID.randomUUID(), ORGANIZATION, USER.id(), "t", role, now, now.plus(Duration.ofHours(1)), null, "");
        catalog.tokens.put(token.id(), token);
        return token;
    }

    /** A text that the catalog knows. */
    private String issue(ApiToken token) {
        TokenIssuer.Issued issued = tokens.issue(token, USER.email());
        catalog.tokens.put(token.id(), issued.token());
        return issued.text();
    }

    private @Nullable Instant lastUsed(ApiToken token) {
        return Objects.requireNonNull(catalog.tokens.get(token.id())).lastUsed();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
