package io.braid.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * The key that tokens are signed with: ES256, and no other algorithm whatever a token's header says. Shared between
 * threads.
 */
final class SigningKey {
    private static final String FILE = "tokens.jwk";

    private final String id;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    private SigningKey(ECKey key) throws JOSEException {
        this.id = key.getKeyID();
        this.signer = new ECDSASigner(key);
        this.verifier = new ECDSAVerifier(key.toPublicJWK());
    }

    /** Reads the key of a folder, or makes one. */
    static SigningKey open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                OwnerOnly.folder(folder);
                ECKey fresh = new ECKeyGenerator(Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate();
                OwnerOnly.write(file, fresh.toJSONString());
            }
            return new SigningKey(ECKey.parse(Files.readString(file)));
        } catch (JOSEException | ParseException e) {
            throw new IOException("\"" + file + "\" does not hold a key for tokens", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(id)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }

    /** @throws TokenException unless this key signed it */
    JWTClaimsSet verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                throw new TokenException("token was not issued by this server");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new TokenException("token is not a token of this server");
        } catch (JOSEException e) {
            throw new TokenException("token was not issued by this server");
        }
    }
}
