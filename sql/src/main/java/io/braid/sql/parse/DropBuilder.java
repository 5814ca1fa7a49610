package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.IfExistsContext;
import io.braid.sql.tree.ComputePoolStatement.DropComputePool;
import io.braid.sql.tree.DatabaseStatement.DropDatabase;
import io.braid.sql.tree.DatabaseStatement.DropSchema;
import io.braid.sql.tree.DescriptorStatement.DropDescriptorSource;
import io.braid.sql.tree.EntityStatement.DropEntity;
import io.braid.sql.tree.FunctionStatement.DropFunction;
import io.braid.sql.tree.FunctionStatement.DropFunctionSource;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.IntegrationStatement;
import io.braid.sql.tree.IntegrationStatement.DropIntegration;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.DropIndex;
import io.braid.sql.tree.RelationStatement.DropRelation;
import io.braid.sql.tree.RoleStatement.DropRole;
import io.braid.sql.tree.SchemaRegistryStatement.DropSchemaRegistry;
import io.braid.sql.tree.SecretStatement.DropSecret;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement.DropStore;
import io.braid.sql.tree.TokenStatement.DropApiToken;
import io.braid.sql.tree.UserStatement.DropUser;
import org.jspecify.annotations.Nullable;

/** Builds what begins with DROP. */
final class DropBuilder extends BraidSqlBaseVisitor<Statement> {
    private final Parts parts;
    private final Position at;

    /** @param at where the statement begins, which is before the part visited here */
    DropBuilder(Parts parts, Position at) {
        this.parts = parts;
        this.at = at;
    }

    @Override
    public Statement visitDropDatabase(BraidSqlParser.DropDatabaseContext context) {
        return new DropDatabase(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropSchema(BraidSqlParser.DropSchemaContext context) {
        return new DropSchema(parts.name(context.qualifiedName()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropStore(BraidSqlParser.DropStoreContext context) {
        return new DropStore(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropSchemaRegistry(BraidSqlParser.DropSchemaRegistryContext context) {
        return new DropSchemaRegistry(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropEntity(BraidSqlParser.DropEntityContext context) {
        return new DropEntity(
                parts.name(context.qualifiedName()), parts.store(context.inStore()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropRelation(BraidSqlParser.DropRelationContext context) {
        RelationKind kind = context.relationKind() == null ? null : parts.relationKind(context.relationKind());
        return new DropRelation(kind, parts.name(context.qualifiedName()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropIndex(BraidSqlParser.DropIndexContext context) {
        return new DropIndex(parts.name(context.qualifiedName()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropDescriptorSource(BraidSqlParser.DropDescriptorSourceContext context) {
        return new DropDescriptorSource(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropFunctionSource(BraidSqlParser.DropFunctionSourceContext context) {
        return new DropFunctionSource(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropFunction(BraidSqlParser.DropFunctionContext context) {
        return new DropFunction(
                parts.identifier(context.identifier()),
                parts.signature(context.signature()),
                ifMissing(context.ifExists()),
                at);
    }

    @Override
    public Statement visitDropSecret(BraidSqlParser.DropSecretContext context) {
        return new DropSecret(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropRole(BraidSqlParser.DropRoleContext context) {
        return new DropRole(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropUser(BraidSqlParser.DropUserContext context) {
        return new DropUser(parts.email(context.email()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropApiToken(BraidSqlParser.DropApiTokenContext context) {
        return new DropApiToken(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropComputePool(BraidSqlParser.DropComputePoolContext context) {
        return new DropComputePool(parts.identifier(context.identifier()), ifMissing(context.ifExists()), at);
    }

    @Override
    public Statement visitDropIntegration(BraidSqlParser.DropIntegrationContext context) {
        return new DropIntegration(
                context.METRICS() == null ? IntegrationStatement.Kind.SECURITY : IntegrationStatement.Kind.METRICS,
                parts.identifier(context.identifier()),
                ifMissing(context.ifExists()),
                at);
    }

    private static IfMissing ifMissing(@Nullable IfExistsContext context) {
        return context == null ? IfMissing.FAIL : IfMissing.SKIP;
    }
}
