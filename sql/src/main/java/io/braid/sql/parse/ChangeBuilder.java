package io.braid.sql.parse;

import io.braid.sql.tree.ComputePoolStatement.UpdateComputePool;
import io.braid.sql.tree.DatabaseStatement.SetDatabaseComment;
import io.braid.sql.tree.DatabaseStatement.SetSchemaComment;
import io.braid.sql.tree.EntityStatement.SetEntitySchema;
import io.braid.sql.tree.EntityStatement.UpdateEntity;
import io.braid.sql.tree.IntegrationStatement;
import io.braid.sql.tree.IntegrationStatement.RenewIntegration;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryStatement.AddQueryTag;
import io.braid.sql.tree.QueryStatement.AlterQueryOwner;
import io.braid.sql.tree.QueryStatement.RemoveQueryTag;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.AlterRelationOwner;
import io.braid.sql.tree.RelationStatement.SetRelationDescription;
import io.braid.sql.tree.SchemaRegistryStatement.UpdateSchemaRegistry;
import io.braid.sql.tree.SecretStatement.UpdateSecret;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement.UpdateStore;
import io.braid.sql.tree.TokenStatement.RenewApiToken;
import org.jspecify.annotations.Nullable;

/** Builds what begins with UPDATE or ALTER. */
final class ChangeBuilder extends BraidSqlBaseVisitor<Statement> {
    private final Parts parts;
    private final Position at;

    /** @param at where the statement begins, which is before the part visited here */
    ChangeBuilder(Parts parts, Position at) {
        this.parts = parts;
        this.at = at;
    }

    @Override
    public Statement visitUpdateStore(BraidSqlParser.UpdateStoreContext context) {
        return new UpdateStore(parts.identifier(context.identifier()), parts.properties(context.properties()), at);
    }

    @Override
    public Statement visitUpdateSchemaRegistry(BraidSqlParser.UpdateSchemaRegistryContext context) {
        return new UpdateSchemaRegistry(
                parts.identifier(context.identifier()), parts.properties(context.properties()), at);
    }

    @Override
    public Statement visitUpdateEntity(BraidSqlParser.UpdateEntityContext context) {
        return new UpdateEntity(
                parts.name(context.qualifiedName()),
                parts.store(context.inStore()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitSetEntitySchema(BraidSqlParser.SetEntitySchemaContext context) {
        return new SetEntitySchema(
                parts.name(context.qualifiedName()),
                parts.store(context.inStore()),
                context.column().stream().map(parts::column).toList(),
                at);
    }

    @Override
    public Statement visitUpdateSecret(BraidSqlParser.UpdateSecretContext context) {
        return new UpdateSecret(parts.identifier(context.identifier()), parts.properties(context.properties()), at);
    }

    @Override
    public Statement visitUpdateComputePool(BraidSqlParser.UpdateComputePoolContext context) {
        return new UpdateComputePool(
                parts.identifier(context.identifier()), parts.properties(context.properties()), at);
    }

    @Override
    public Statement visitAlterRelationOwner(BraidSqlParser.AlterRelationOwnerContext context) {
        return new AlterRelationOwner(
                kind(context.relationKind()),
                parts.name(context.qualifiedName()),
                parts.identifier(context.identifier()),
                at);
    }

    @Override
    public Statement visitSetRelationDescription(BraidSqlParser.SetRelationDescriptionContext context) {
        return new SetRelationDescription(
                kind(context.relationKind()), parts.name(context.qualifiedName()), parts.string(context.string()), at);
    }

    @Override
    public Statement visitSetDatabaseComment(BraidSqlParser.SetDatabaseCommentContext context) {
        return new SetDatabaseComment(parts.identifier(context.identifier()), parts.string(context.string()), at);
    }

    @Override
    public Statement visitSetSchemaComment(BraidSqlParser.SetSchemaCommentContext context) {
        return new SetSchemaComment(parts.name(context.qualifiedName()), parts.string(context.string()), at);
    }

    @Override
    public Statement visitAlterQueryOwner(BraidSqlParser.AlterQueryOwnerContext context) {
        return new AlterQueryOwner(
                parts.queryReference(context.queryReference()), parts.identifier(context.identifier()), at);
    }

    @Override
    public Statement visitAddQueryTag(BraidSqlParser.AddQueryTagContext context) {
        return new AddQueryTag(
                parts.queryReference(context.queryReference()),
                parts.string(context.tagKey),
                parts.string(context.tagValue),
                at);
    }

    @Override
    public Statement visitRemoveQueryTag(BraidSqlParser.RemoveQueryTagContext context) {
        return new RemoveQueryTag(parts.queryReference(context.queryReference()), parts.string(context.tagKey), at);
    }

    @Override
    public Statement visitRenewApiToken(BraidSqlParser.RenewApiTokenContext context) {
        return new RenewApiToken(parts.identifier(context.identifier()), at);
    }

    @Override
    public Statement visitRenewIntegration(BraidSqlParser.RenewIntegrationContext context) {
        return new RenewIntegration(
                context.METRICS() == null ? IntegrationStatement.Kind.SECURITY : IntegrationStatement.Kind.METRICS,
                parts.identifier(context.identifier()),
                at);
    }

    private @Nullable RelationKind kind(BraidSqlParser.@Nullable RelationKindContext context) {
        return context == null ? null : parts.relationKind(context);
    }
}
