package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.CreateApiTokenContext;
import io.braid.sql.parse.BraidSqlParser.CreateComputePoolContext;
import io.braid.sql.parse.BraidSqlParser.CreateDatabaseContext;
import io.braid.sql.parse.BraidSqlParser.CreateDescriptorSourceContext;
import io.braid.sql.parse.BraidSqlParser.CreateEntityContext;
import io.braid.sql.parse.BraidSqlParser.CreateFunctionAsContext;
import io.braid.sql.parse.BraidSqlParser.CreateFunctionContext;
import io.braid.sql.parse.BraidSqlParser.CreateFunctionSourceContext;
import io.braid.sql.parse.BraidSqlParser.CreateIndexContext;
import io.braid.sql.parse.BraidSqlParser.CreateIntegrationContext;
import io.braid.sql.parse.BraidSqlParser.CreateOrganizationContext;
import io.braid.sql.parse.BraidSqlParser.CreateRelationContext;
import io.braid.sql.parse.BraidSqlParser.CreateRoleContext;
import io.braid.sql.parse.BraidSqlParser.CreateSchemaContext;
import io.braid.sql.parse.BraidSqlParser.CreateSchemaRegistryContext;
import io.braid.sql.parse.BraidSqlParser.CreateSecretContext;
import io.braid.sql.parse.BraidSqlParser.CreateStoreContext;
import io.braid.sql.parse.BraidSqlParser.FileOrPropertiesContext;
import io.braid.sql.parse.BraidSqlParser.IfNotExistsContext;
import io.braid.sql.parse.BraidSqlParser.InRolesContext;
import io.braid.sql.parse.BraidSqlParser.MemberRolesContext;
import io.braid.sql.parse.BraidSqlParser.PrimaryKeyContext;
import io.braid.sql.parse.BraidSqlParser.RelationBodyContext;
import io.braid.sql.parse.BraidSqlParser.RelationElementContext;
import io.braid.sql.parse.BraidSqlParser.RoleOptionContext;
import io.braid.sql.tree.ColumnDefinition;
import io.braid.sql.tree.ComputePoolStatement.CreateComputePool;
import io.braid.sql.tree.DatabaseStatement.CreateDatabase;
import io.braid.sql.tree.DatabaseStatement.CreateSchema;
import io.braid.sql.tree.DescriptorStatement.CreateDescriptorSource;
import io.braid.sql.tree.EntityStatement.CreateEntity;
import io.braid.sql.tree.FunctionStatement.CreateFunction;
import io.braid.sql.tree.FunctionStatement.CreateFunctionAs;
import io.braid.sql.tree.FunctionStatement.CreateFunctionSource;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IntegrationStatement;
import io.braid.sql.tree.IntegrationStatement.CreateIntegration;
import io.braid.sql.tree.OrganizationStatement.CreateOrganization;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.QueryStatement.CreateRelationAs.Persistence;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.CreateIndex;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import io.braid.sql.tree.RoleStatement.CreateRole;
import io.braid.sql.tree.SchemaRegistryStatement.CreateSchemaRegistry;
import io.braid.sql.tree.SecretStatement.CreateSecret;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement.CreateStore;
import io.braid.sql.tree.TokenStatement.CreateApiToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds what begins with CREATE. */
final class CreateBuilder extends BraidSqlBaseVisitor<Statement> {
    private final SourceText source;
    private final Parts parts;
    private final QueryBuilder queries;
    private final Position at;

    /** @param at where the statement begins, which is before the part visited here */
    CreateBuilder(SourceText source, Parts parts, QueryBuilder queries, Position at) {
        this.source = source;
        this.parts = parts;
        this.queries = queries;
        this.at = at;
    }

    @Override
    public Statement visitCreateOrganization(CreateOrganizationContext context) {
        return new CreateOrganization(parts.identifier(context.identifier()), ifExists(context.ifNotExists()), at);
    }

    @Override
    public Statement visitCreateDatabase(CreateDatabaseContext context) {
        return new CreateDatabase(parts.identifier(context.identifier()), ifExists(context.ifNotExists()), at);
    }

    @Override
    public Statement visitCreateSchema(CreateSchemaContext context) {
        Identifier database = context.identifier().size() > 1 ? parts.identifier(context.identifier(1)) : null;
        return new CreateSchema(parts.identifier(context.identifier(0)), database, ifExists(context.ifNotExists()), at);
    }

    @Override
    public Statement visitCreateStore(CreateStoreContext context) {
        return new CreateStore(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateSchemaRegistry(CreateSchemaRegistryContext context) {
        return new CreateSchemaRegistry(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateEntity(CreateEntityContext context) {
        return new CreateEntity(
                parts.name(context.qualifiedName()),
                parts.store(context.inStore()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateRelation(CreateRelationContext context) {
        RelationKind kind = parts.relationKind(context.relationKind());
        QualifiedName name = parts.name(context.qualifiedName());
        IfExists ifExists = ifExists(context.ifNotExists());
        RelationBodyContext body = context.relationBody();
        if (body.query() != null) {
            return new CreateRelationAs(
                    kind,
                    context.VIRTUAL() == null ? Persistence.STORED : Persistence.VIRTUAL,
                    name,
                    ifExists,
                    parts.properties(body.properties(0) == body.trailing ? null : body.properties(0), body.trailing),
                    queries.query(body.query()),
                    at);
        }
        if (context.VIRTUAL() != null || kind == RelationKind.MATERIALIZED_VIEW) {
            String what = context.VIRTUAL() == null ? "a materialized view" : "a virtual relation";
            throw source.error(context.getStop(), what + " needs AS and a query");
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        List<Identifier> primaryKey = List.of();
        for (RelationElementContext element : body.relationElement()) {
            if (element instanceof BraidSqlParser.ColumnElementContext column) {
                columns.add(parts.column(column.column()));
            } else if (primaryKey.isEmpty()) {
                primaryKey = parts.identifiers(((PrimaryKeyContext) element).identifiers());
            } else {
                throw source.error(element.getStart(), "PRIMARY KEY is given twice");
            }
        }
        return new CreateRelation(kind, name, ifExists, columns, primaryKey, parts.properties(body.properties(0)), at);
    }

    @Override
    public Statement visitCreateIndex(CreateIndexContext context) {
        return new CreateIndex(
                parts.name(context.qualifiedName(0)),
                parts.name(context.qualifiedName(1)),
                queries.sortItems(context.sortItem()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateDescriptorSource(CreateDescriptorSourceContext context) {
        return new CreateDescriptorSource(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                fileOrProperties(context.fileOrProperties()),
                at);
    }

    @Override
    public Statement visitCreateFunctionSource(CreateFunctionSourceContext context) {
        return new CreateFunctionSource(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                fileOrProperties(context.fileOrProperties()),
                at);
    }

    @Override
    public Statement visitCreateFunction(CreateFunctionContext context) {
        return new CreateFunction(
                parts.identifier(context.identifier(0)),
                ifExists(context.ifNotExists()),
                parts.arguments(context.signature()),
                parts.types().type(context.dataType()),
                parts.identifier(context.identifier(1)),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateFunctionAs(CreateFunctionAsContext context) {
        return new CreateFunctionAs(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                queries.expressions().build(context.expression()),
                at);
    }

    @Override
    public Statement visitCreateSecret(CreateSecretContext context) {
        return new CreateSecret(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateRole(CreateRoleContext context) {
        List<Identifier> inRoles = new ArrayList<>();
        List<Identifier> members = new ArrayList<>();
        for (RoleOptionContext option : context.roleOption()) {
            if (option instanceof InRolesContext in) {
                inRoles.addAll(parts.identifiers(in.identifiers()));
            } else {
                members.addAll(parts.identifiers(((MemberRolesContext) option).identifiers()));
            }
        }
        return new CreateRole(
                parts.identifier(context.identifier()), ifExists(context.ifNotExists()), inRoles, members, at);
    }

    @Override
    public Statement visitCreateApiToken(CreateApiTokenContext context) {
        return new CreateApiToken(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateComputePool(CreateComputePoolContext context) {
        return new CreateComputePool(
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    @Override
    public Statement visitCreateIntegration(CreateIntegrationContext context) {
        return new CreateIntegration(
                context.METRICS() == null ? IntegrationStatement.Kind.SECURITY : IntegrationStatement.Kind.METRICS,
                parts.identifier(context.identifier()),
                ifExists(context.ifNotExists()),
                parts.properties(context.properties()),
                at);
    }

    private List<Property> fileOrProperties(FileOrPropertiesContext context) {
        List<Property> properties = new ArrayList<>();
        if (context.string() != null) {
            PropertyValue path = new PropertyValue.Text(parts.string(context.string()));
            properties.add(new Property("file", path, source.at(context.string())));
        }
        properties.addAll(parts.properties(context.properties()));
        return properties;
    }

    private static IfExists ifExists(@Nullable IfNotExistsContext context) {
        return context == null ? IfExists.FAIL : IfExists.SKIP;
    }
}
