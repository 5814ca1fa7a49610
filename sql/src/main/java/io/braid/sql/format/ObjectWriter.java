package io.braid.sql.format;

import static io.braid.sql.format.StatementWriter.ifExists;
import static io.braid.sql.format.StatementWriter.ifNotExists;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.properties;
import static io.braid.sql.format.Words.requiredProperties;

import io.braid.sql.tree.ComputePoolStatement;
import io.braid.sql.tree.DescriptorStatement;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.IntegrationStatement;
import io.braid.sql.tree.SchemaRegistryStatement;
import io.braid.sql.tree.SecretStatement;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement;
import io.braid.sql.tree.TokenStatement;

/** Writes statements about objects that have a name, properties and little else. */
final class ObjectWriter {
    private ObjectWriter() {}

    static String object(Statement statement) {
        if (statement instanceof StoreStatement store) {
            return store(store);
        }
        if (statement instanceof SchemaRegistryStatement registry) {
            return registry(registry);
        }
        if (statement instanceof SecretStatement secret) {
            return secret(secret);
        }
        if (statement instanceof DescriptorStatement descriptor) {
            return descriptor(descriptor);
        }
        if (statement instanceof TokenStatement token) {
            return token(token);
        }
        if (statement instanceof ComputePoolStatement pool) {
            return pool(pool);
        }
        if (statement instanceof IntegrationStatement integration) {
            return integration(integration);
        }
        throw new IllegalArgumentException(
                "no writer for " + statement.getClass().getSimpleName());
    }

    private static String store(StoreStatement statement) {
        if (statement instanceof StoreStatement.CreateStore create) {
            return create("STORE", create.ifExists(), create.name()) + requiredProperties(create.properties());
        }
        if (statement instanceof StoreStatement.UpdateStore update) {
            return "UPDATE STORE " + identifier(update.name()) + requiredProperties(update.properties());
        }
        return statement instanceof StoreStatement.DropStore drop
                ? drop("STORE", drop.ifMissing(), drop.name())
                : "TEST STORE " + identifier(((StoreStatement.TestStore) statement).name());
    }

    private static String registry(SchemaRegistryStatement statement) {
        if (statement instanceof SchemaRegistryStatement.CreateSchemaRegistry create) {
            return create("SCHEMA_REGISTRY", create.ifExists(), create.name())
                    + requiredProperties(create.properties());
        }
        if (statement instanceof SchemaRegistryStatement.UpdateSchemaRegistry update) {
            return "UPDATE SCHEMA_REGISTRY " + identifier(update.name()) + requiredProperties(update.properties());
        }
        SchemaRegistryStatement.DropSchemaRegistry drop = (SchemaRegistryStatement.DropSchemaRegistry) statement;
        return drop("SCHEMA_REGISTRY", drop.ifMissing(), drop.name());
    }

    private static String secret(SecretStatement statement) {
        if (statement instanceof SecretStatement.CreateSecret create) {
            return create("SECRET", create.ifExists(), create.name()) + requiredProperties(create.properties());
        }
        if (statement instanceof SecretStatement.UpdateSecret update) {
            return "UPDATE SECRET " + identifier(update.name()) + requiredProperties(update.properties());
        }
        SecretStatement.DropSecret drop = (SecretStatement.DropSecret) statement;
        return drop("SECRET", drop.ifMissing(), drop.name());
    }

    private static String descriptor(DescriptorStatement statement) {
        if (statement instanceof DescriptorStatement.CreateDescriptorSource create) {
            return create("DESCRIPTOR_SOURCE", create.ifExists(), create.name())
                    + requiredProperties(create.properties());
        }
        if (statement instanceof DescriptorStatement.CopyDescriptorSource copy) {
            return "COPY DESCRIPTOR_SOURCE " + identifier(copy.name()) + FunctionWriter.to(copy.target());
        }
        DescriptorStatement.DropDescriptorSource drop = (DescriptorStatement.DropDescriptorSource) statement;
        return drop("DESCRIPTOR_SOURCE", drop.ifMissing(), drop.name());
    }

    private static String token(TokenStatement statement) {
        if (statement instanceof TokenStatement.CreateApiToken create) {
            return create("API_TOKEN", create.ifExists(), create.name()) + properties(create.properties());
        }
        if (statement instanceof TokenStatement.RenewApiToken renew) {
            return "ALTER API_TOKEN " + identifier(renew.name()) + " RENEW TOKEN";
        }
        TokenStatement.DropApiToken drop = (TokenStatement.DropApiToken) statement;
        return drop("API_TOKEN", drop.ifMissing(), drop.name());
    }

    private static String pool(ComputePoolStatement statement) {
        if (statement instanceof ComputePoolStatement.CreateComputePool create) {
            return create("COMPUTE_POOL", create.ifExists(), create.name()) + properties(create.properties());
        }
        if (statement instanceof ComputePoolStatement.UpdateComputePool update) {
            return "UPDATE COMPUTE_POOL " + identifier(update.name()) + requiredProperties(update.properties());
        }
        if (statement instanceof ComputePoolStatement.StartComputePool start) {
            return "START COMPUTE_POOL " + identifier(start.name());
        }
        if (statement instanceof ComputePoolStatement.StopComputePool stop) {
            return "STOP COMPUTE_POOL " + identifier(stop.name());
        }
        ComputePoolStatement.DropComputePool drop = (ComputePoolStatement.DropComputePool) statement;
        return drop("COMPUTE_POOL", drop.ifMissing(), drop.name());
    }

    private static String integration(IntegrationStatement statement) {
        if (statement instanceof IntegrationStatement.CreateIntegration create) {
            return create(create.kind() + " INTEGRATION", create.ifExists(), create.name())
                    + requiredProperties(create.properties());
        }
        if (statement instanceof IntegrationStatement.RenewIntegration renew) {
            return "ALTER " + renew.kind() + " INTEGRATION " + identifier(renew.name()) + " RENEW TOKEN";
        }
        IntegrationStatement.DropIntegration drop = (IntegrationStatement.DropIntegration) statement;
        return drop(drop.kind() + " INTEGRATION", drop.ifMissing(), drop.name());
    }

    private static String create(String type, IfExists ifExists, Identifier name) {
        return "CREATE " + type + " " + ifNotExists(ifExists) + identifier(name);
    }

    private static String drop(String type, IfMissing ifMissing, Identifier name) {
        return "DROP " + type + " " + ifExists(ifMissing) + identifier(name);
    }
}
