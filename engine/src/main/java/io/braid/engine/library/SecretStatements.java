package io.braid.engine.library;

import io.braid.catalog.StoredSecret;
import io.braid.engine.analysis.FunctionSecrets;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.security.Vault;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.Secret;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import io.braid.sql.tree.SecretStatement.CreateSecret;
import io.braid.sql.tree.SecretStatement.DropSecret;
import io.braid.sql.tree.SecretStatement.UpdateSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creates, changes and drops secrets. Their values go in and never come out again, but to a function that names them. */
public final class SecretStatements implements StatementHandlers.Family {
    /** The value of a secret that has only one. */
    public static final String VALUE = "secret_string";

    private static final String TYPE = "generic_string";
    private static final Set<String> TYPES = Set.of(TYPE, "generic_secret");
    private static final int MOST_VALUES = 64;
    private static final int MOST_CHARACTERS = 65_536;

    private static final Setting<String> KIND =
            Setting.text("type", TYPE + ", the only one.").mandatory();
    private static final Setting<String> DESCRIPTION = Setting.text("description", "Shown by DESCRIBE.");
    private static final Setting<String> REGION = Setting.text("access_region", "Ignored.");
    private static final Setting<String> FILE = Setting.text("properties.file", "Not supported.");

    /** The parameters of CREATE SECRET that are described; any other one is a further value of the secret. */
    public static final List<Setting<?>> ALL = List.of(
            KIND,
            DESCRIPTION,
            new Setting<>(
                    VALUE,
                    "secret text",
                    Secret::new,
                    null,
                    false,
                    true,
                    List.of(),
                    "The value, where there is only one; one value at least is required."),
            REGION,
            FILE);

    private final Vault vault;

    public SecretStatements(Vault vault) {
        this.vault = vault;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateSecret.class, this::create)
                .on(UpdateSecret.class, this::update)
                .on(DropSecret.class, this::drop);
    }

    private Prepared create(CreateSecret statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "secret");
        Property type = Property.find(statement.properties(), KIND.name())
                .orElseThrow(() -> StatementContext.at(statement.at(), Settings.missing(List.of(KIND.name()))));
        if (!TYPES.contains(type.text().toLowerCase(java.util.Locale.ROOT))) {
            throw StatementContext.at(
                    type.at(),
                    StatementException.of(ErrorCode.INVALID_PARAMETER, "there is no type of secret \"%s\"", type.text())
                            .hint("the type is " + TYPE));
        }
        Map<String, String> sealed = merged(Map.of(), statement.properties());
        if (sealed.isEmpty()) {
            throw StatementContext.at(statement.at(), Settings.missing(List.of(VALUE)));
        }
        StoredSecret secret = new StoredSecret(
                context.organization(), name, TYPE, description(statement.properties(), ""), sealed, context.audit());
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_FUNCTION))
                .then(catalog -> {
                    if (statement.ifExists() == IfExists.SKIP
                            && catalog.library()
                                    .findSecret(context.organization(), name)
                                    .isPresent()) {
                        return Done.of(Artifact.alreadyThere("secret", name, List.of(name)));
                    }
                    catalog.library().createSecret(secret);
                    return Done.of(Artifact.created("secret", name, List.of(name)));
                });
    }

    private static String description(List<Property> properties, String before) {
        return Property.find(properties, DESCRIPTION.name()).map(Property::text).orElse(before);
    }

    /** What is given is sealed over what was; NULL takes a value away. */
    private Map<String, String> merged(Map<String, String> before, List<Property> properties) {
        Map<String, String> sealed = new LinkedHashMap<>(before);
        for (Property property : properties) {
            String key = property.foldedKey();
            if (property.isNamed(FILE.name())) {
                throw StatementContext.at(
                        property.at(),
                        StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "parameter \"properties.file\" of a secret is not supported"));
            }
            if (List.of(KIND.name(), DESCRIPTION.name(), REGION.name()).contains(key)) {
                continue;
            }
            if (property.value() instanceof PropertyValue.Null) {
                sealed.remove(key);
            } else {
                checkLength(property);
                sealed.put(key, vault.seal(new Secret(property.text())));
            }
        }
        if (sealed.size() > MOST_VALUES) {
            throw StatementContext.at(
                    properties.get(0).at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "a secret can have %d values at most", MOST_VALUES));
        }
        return sealed;
    }

    private static void checkLength(Property property) {
        if (property.text().length() > MOST_CHARACTERS) {
            throw StatementContext.at(
                    property.at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "parameter \"%s\" can have %d characters at most",
                            property.key(),
                            MOST_CHARACTERS));
        }
    }

    private Prepared update(UpdateSecret statement, StatementContext context) {
        StoredSecret secret = LibraryObjects.requireSecret(statement.name(), context);
        StoredSecret changed = new StoredSecret(
                secret.organization(),
                secret.name(),
                secret.type(),
                description(statement.properties(), secret.description()),
                merged(secret.sealed(), statement.properties()),
                secret.audit().touched());
        return Prepared.needing(LibraryObjects.on(secret, Privilege.OWNERSHIP)).then(catalog -> {
            catalog.library().updateSecret(changed);
            return Done.of(new Artifact(
                    "secret",
                    secret.name(),
                    "UPDATE",
                    "secret \"%s\" was successfully updated".formatted(secret.name()),
                    List.of(secret.name())));
        });
    }

    private Prepared drop(DropSecret statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .library()
                        .findSecret(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere("secret", name, List.of(name)));
        }
        StoredSecret secret = LibraryObjects.requireSecret(statement.name(), context);
        return Prepared.needing(LibraryObjects.on(secret, Privilege.OWNERSHIP)).then(catalog -> {
            LibraryObjects.refuseIfUsed(
                    "secret",
                    statement.name(),
                    catalog.library().functions(context.organization()).stream()
                            .filter(function -> FunctionSecrets.of(function).contains(name)));
            catalog.library().dropSecret(context.organization(), name);
            catalog.removeGrantsOn(context.organization(), "secret", Names.always(name));
            return Done.of(Artifact.dropped("secret", name, List.of(name)));
        });
    }
}
