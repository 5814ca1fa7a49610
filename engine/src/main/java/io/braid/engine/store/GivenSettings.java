package io.braid.engine.store;

import io.braid.engine.security.Vault;
import io.braid.engine.statement.Attachments;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Secret;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The properties by which a connection to the outside is described, of a store or of a schema registry.
 *
 * @param known what such a connection may have, beside its type
 * @param validate throws when the settings do not go together
 * @param kind in words: {@code store}
 */
record GivenSettings(List<Setting<?>> known, Consumer<Settings> validate, String kind) {
    /** Settings as the catalog keeps them. */
    record Sealed(Map<String, String> texts, Set<String> secretNames) {}

    /** The settings of CREATE. */
    Settings read(List<Property> properties, StatementContext context, Position at) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Property property : properties) {
            if (!property.isNamed("type")) {
                given.put(property.foldedKey(), content(property, context));
            }
        }
        return checked(given, properties, at);
    }

    /**
     * The settings of UPDATE: what is given replaces what was, NULL clears it.
     *
     * @param before the settings until now, in plain
     */
    Settings merge(
            Map<String, String> before, String type, List<Property> properties, StatementContext context, Position at) {
        Map<String, String> merged = new LinkedHashMap<>(before);
        for (Property property : properties) {
            if (property.isNamed("type")) {
                if (!property.text().equalsIgnoreCase(type)) {
                    throw StatementContext.at(
                            property.at(),
                            StatementException.of(
                                    ErrorCode.INVALID_PARAMETER, "the type of a %s cannot be changed", kind));
                }
                continue;
            }
            String name = Settings.canonical(known, property.key());
            if (property.value() instanceof PropertyValue.Null) {
                merged.remove(name);
            } else {
                merged.put(name, content(property, context));
            }
        }
        return checked(merged, properties, at);
    }

    private Settings checked(Map<String, String> given, List<Property> properties, Position at) {
        try {
            Settings settings = Settings.read(known, given);
            validate.accept(settings);
            return settings;
        } catch (StatementException e) {
            throw StatementContext.at(
                    properties.isEmpty() ? at : properties.get(0).at(), e);
        }
    }

    /** Properties that name a file stand for its bytes, which came with the request. */
    private static String content(Property property, StatementContext context) {
        if (!property.foldedKey().endsWith("_file") || property.text().startsWith("-----BEGIN ")) {
            return property.text();
        }
        return Attachments.find(property, context)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> StatementContext.at(
                        property.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_PARAMETER,
                                        "file \"%s\" of parameter \"%s\" does not exist among the attachments",
                                        property.text(),
                                        property.key())
                                .hint("send it as a part named attachments with this file name")));
    }

    Sealed seal(Settings settings, Vault vault) {
        Map<String, String> texts = new LinkedHashMap<>(settings.asTexts());
        Set<String> secrets = new HashSet<>();
        for (Setting<?> setting : known) {
            if (setting.secret() && texts.containsKey(setting.name())) {
                texts.computeIfPresent(setting.name(), (key, text) -> vault.seal(new Secret(text)));
                secrets.add(setting.name());
            }
        }
        return new Sealed(texts, secrets);
    }
}
