package io.braid.connector.registry;

import io.braid.spi.ErrorCode;
import io.braid.spi.Secret;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The properties of schema registries, and what they mean together. */
final class RegistrySettings {
    static final Setting<List<URI>> URIS = new Setting<>(
            "uris",
            "text",
            RegistrySettings::readAddresses,
            null,
            true,
            false,
            List.of("url"),
            "Addresses of one registry, http or https, separated by commas; the next is asked when one does not answer.");

    static final Setting<Secret> USERNAME = Setting.secret(
                    "confluent.username", "User name; goes with confluent.password.")
            .alias("username");
    static final Setting<Secret> PASSWORD = Setting.secret(
                    "confluent.password", "Password; goes with confluent.username.")
            .alias("password");
    static final Setting<Secret> KEY =
            Setting.secret("confluent_cloud.key", "API key.").mandatory();
    static final Setting<Secret> SECRET =
            Setting.secret("confluent_cloud.secret", "Secret of the API key.").mandatory();

    static final Setting<String> TLS_DISABLED =
            Setting.text("tls.disabled", "Ignored: the scheme of an address says whether it is asked with TLS.");
    static final Setting<String> REGION =
            Setting.text("access_region", "Ignored.").alias("access.region", "availability_zone");
    static final Setting<String> AUTHENTICATION =
            Setting.text("auth.type", "Ignored: a registry with a user name is asked with it.");

    /** What other programs have, and this one not: certificates that Java does not trust by itself. */
    static final List<Setting<?>> CERTIFICATES = List.of(
            Setting.text("tls.ca_cert_file", "Not supported."),
            Setting.text("tls.client.cert_file", "Not supported."),
            Setting.secret("tls.client.key_file", "Not supported."),
            Setting.text("tls.verify_server_hostname", "Only TRUE, which it is anyway."),
            Setting.secret("properties.file", "Not supported."));

    private RegistrySettings() {}

    /** All that registries of both kinds have, and some more. */
    static List<Setting<?>> with(Setting<?>... more) {
        List<Setting<?>> all = new ArrayList<>(List.of(URIS, TLS_DISABLED, REGION));
        all.addAll(List.of(more));
        all.addAll(CERTIFICATES);
        return all;
    }

    static void validate(Settings settings) {
        if (settings.get(URIS).stream().anyMatch(address -> address.getRawUserInfo() != null)) {
            // addresses are shown to everybody who sees the registry; this sentence shows none, either
            throw StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "an address of a schema registry holds a user name or a password")
                    .hint("they are parameters of their own");
        }
        for (Setting<?> setting : CERTIFICATES) {
            boolean harmless = setting.name().equals("tls.verify_server_hostname")
                    && settings.find(setting)
                            .map(value -> String.valueOf(value).equalsIgnoreCase("true"))
                            .orElse(true);
            if (settings.has(setting) && !harmless) {
                throw StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "parameter \"%s\" of a schema registry is not supported",
                                setting.name())
                        .hint("the certificate of the registry must be one that the server's Java trusts");
            }
        }
    }

    private static List<URI> readAddresses(String text) {
        List<URI> addresses = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                addresses.add(readAddress(part.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("expected http://host:port, separated by commas");
        }
        return addresses;
    }

    private static URI readAddress(String text) {
        URI address;
        try {
            address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("expected http://host:port, separated by commas", e);
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
            throw new IllegalArgumentException("expected http://host:port, separated by commas");
        }
        if (address.getQuery() != null || address.getFragment() != null) {
            throw new IllegalArgumentException("an address ends with its path");
        }
        return address;
    }
}
