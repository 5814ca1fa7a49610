package io.braid.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the token with which a job shows that a feed is its own. The key is kept, so that jobs that go on while the
 * server is away are let in when it is back.
 */
public final class FeedKey {
    static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private FeedKey(byte[] key) {
        this.key = key;
    }

    /** Of this process only. */
    public static FeedKey fresh() {
        return new FeedKey(random());
    }

    /** The key in the file, which is made when it is missing and readable by its owner only. */
    public static FeedKey in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, random());
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != LENGTH) {
            throw new IOException(file.getFileName() + " does not hold a key");
        }
        return new FeedKey(key);
    }

    /** What the job of this feed is given. */
    public byte[] token(String ticket) {
        return code(key, ticket.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows that one has the token without saying it. */
    static byte[] proof(byte[] token, byte[] nonce) {
        return code(token, nonce);
    }

    static byte[] random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] code(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
