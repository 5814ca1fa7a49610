package io.braid.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final Secret SECRET = new Secret("open sesame ✓");

    @TempDir
    Path directory;

    private Path key() {
        return directory.resolve("keys/secrets.key");
    }

    @Test
    void whatIsSealedOpensAgainAlsoAfterARestart() throws IOException {
        String sealed = Vault.open(key()).seal(SECRET);

        assertThat(Vault.open(key()).open(sealed).reveal()).isEqualTo("open sesame ✓");
        assertThat(sealed).doesNotContain("sesame");
    }

    @Test
    void theSameSecretIsNeverSealedTheSameWay() throws IOException {
        Vault vault = Vault.open(key());

        assertThat(vault.seal(SECRET)).isNotEqualTo(vault.seal(SECRET));
    }

    @Test
    void onlyTheOwnerReadsTheKey() throws IOException {
        Vault.open(key());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        assertThat(Files.size(key())).isEqualTo(32);
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        String sealed = Vault.open(key()).seal(SECRET);
        Vault other = Vault.open(directory.resolve("other.key"));

        assertThatThrownBy(() -> other.open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a secret cannot be opened with this key file");
    }

    @Test
    void whatWasChangedDoesNotOpen() throws IOException {
        Vault vault = Vault.open(key());
        byte[] bytes = Base64.getDecoder().decode(vault.seal(SECRET));
        bytes[bytes.length - 1] ^= 1;
        String changed = Base64.getEncoder().encodeToString(bytes);

        assertThatThrownBy(() -> vault.open(changed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyOfAnotherLengthIsNoKey() throws IOException {
        Path broken = Files.write(directory.resolve("broken.key"), new byte[5]);

        assertThatThrownBy(() -> Vault.open(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not hold a key of 32 bytes");
    }
}
