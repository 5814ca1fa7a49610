package io.braid.engine.service;

import io.braid.engine.StatementRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 of texts, by which one request is told from another without keeping what it said. */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(String... texts) {
        Fingerprint all = new Fingerprint();
        for (String text : texts) {
            all.add(text);
        }
        return all.hex();
    }

    /** Of all that makes a request do what it does. */
    static String of(StatementRequest request) {
        Fingerprint all = new Fingerprint();
        all.add(request.statement());
        all.add(request.organization());
        all.add(request.role());
        all.add(request.database());
        all.add(request.schema());
        all.add(request.store());
        all.add(request.computePool());
        request.bindings().forEach(binding -> {
            all.add(binding.type());
            all.add(binding.value());
        });
        new TreeMap<>(request.attachments()).forEach((name, content) -> {
            all.add(name);
            all.add(content);
        });
        return all.hex();
    }

    private void add(@Nullable String text) {
        add(text == null ? new byte[] {-1} : text.getBytes(StandardCharsets.UTF_8));
    }

    /** With its length, so that two texts are not one longer one. */
    private void add(byte[] bytes) {
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
