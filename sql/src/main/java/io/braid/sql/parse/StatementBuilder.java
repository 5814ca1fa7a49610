package io.braid.sql.parse;

import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.ComputePoolStatement.StartComputePool;
import io.braid.sql.tree.ComputePoolStatement.StopComputePool;
import io.braid.sql.tree.DescribeStatement.DescribePlan;
import io.braid.sql.tree.DescriptorStatement.CopyDescriptorSource;
import io.braid.sql.tree.EntityStatement.InsertIntoEntity;
import io.braid.sql.tree.EntityStatement.PrintEntity;
import io.braid.sql.tree.FunctionStatement.CopyFunctionSource;
import io.braid.sql.tree.GenerateStatement.GenerateColumns;
import io.braid.sql.tree.GenerateStatement.GenerateDdl;
import io.braid.sql.tree.GenerateStatement.GenerateTemplate;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QueryStatement.InsertInto;
import io.braid.sql.tree.QueryStatement.RestartQuery;
import io.braid.sql.tree.QueryStatement.ResumeQuery;
import io.braid.sql.tree.QueryStatement.SelectRows;
import io.braid.sql.tree.QueryStatement.TerminateQuery;
import io.braid.sql.tree.RelationStatement.StartRelation;
import io.braid.sql.tree.RelationStatement.StopRelation;
import io.braid.sql.tree.RelationStatement.TruncateRelation;
import io.braid.sql.tree.SandboxStatement.StartSandbox;
import io.braid.sql.tree.SandboxStatement.StopSandbox;
import io.braid.sql.tree.SessionStatement.SetDefault;
import io.braid.sql.tree.SessionStatement.TestDatatypes;
import io.braid.sql.tree.SessionStatement.Use;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement.TestStore;
import io.braid.sql.tree.UserStatement.AcceptInvitation;
import io.braid.sql.tree.UserStatement.RejectInvitation;
import io.braid.sql.tree.UserStatement.RevokeInvitation;
import java.util.ArrayList;
import java.util.List;

/** Builds statements. Those of the large families have a builder each. */
final class StatementBuilder extends BraidSqlBaseVisitor<Statement> {
    private final SourceText source;
    private final Parts parts;
    private final QueryBuilder queries;
    private final AccessBuilder access;

    StatementBuilder(SourceText source) {
        this.source = source;
        this.parts = new Parts(source);
        this.queries = new QueryBuilder(source, parts);
        this.access = new AccessBuilder(source, parts);
    }

    Parts parts() {
        return parts;
    }

    ExpressionBuilder expressions() {
        return queries.expressions();
    }

    List<ParsedStatement> batch(BraidSqlParser.BatchContext context) {
        List<ParsedStatement> statements = new ArrayList<>();
        for (BraidSqlParser.StatementContext statement : context.statement()) {
            expressions().forgetParameters();
            statements.add(parsed(statement));
        }
        return statements;
    }

    ParsedStatement parsed(BraidSqlParser.StatementContext context) {
        return new ParsedStatement(
                context.accept(this), source.of(context), source.start(context), source.end(context));
    }

    @Override
    public Statement visitSelectRows(BraidSqlParser.SelectRowsContext context) {
        return new SelectRows(queries.query(context.query()), source.at(context));
    }

    @Override
    public Statement visitCreate(BraidSqlParser.CreateContext context) {
        return context.createBody().accept(new CreateBuilder(source, parts, queries, source.at(context)));
    }

    @Override
    public Statement visitDrop(BraidSqlParser.DropContext context) {
        return context.dropBody().accept(new DropBuilder(parts, source.at(context)));
    }

    @Override
    public Statement visitUpdate(BraidSqlParser.UpdateContext context) {
        return context.updateBody().accept(new ChangeBuilder(parts, source.at(context)));
    }

    @Override
    public Statement visitAlter(BraidSqlParser.AlterContext context) {
        return context.alterBody().accept(new ChangeBuilder(parts, source.at(context)));
    }

    @Override
    public Statement visitList(BraidSqlParser.ListContext context) {
        return new LookBuilder(source, parts, queries, this, source.at(context)).visitList(context);
    }

    @Override
    public Statement visitDescribe(BraidSqlParser.DescribeContext context) {
        return context.describeBody().accept(new LookBuilder(source, parts, queries, this, source.at(context)));
    }

    @Override
    public Statement visitExplain(BraidSqlParser.ExplainContext context) {
        return new DescribePlan(parsed(context.statement()), source.at(context));
    }

    @Override
    public Statement visitInsert(BraidSqlParser.InsertContext context) {
        if (context.insertBody() instanceof BraidSqlParser.InsertIntoEntityContext entity) {
            List<String> values = entity.entityValue().stream()
                    .flatMap(value -> value.string().stream())
                    .map(parts::string)
                    .toList();
            return new InsertIntoEntity(
                    parts.name(entity.qualifiedName()),
                    parts.store(entity.inStore()),
                    values,
                    parts.properties(entity.properties()),
                    source.at(context));
        }
        BraidSqlParser.InsertIntoRelationContext relation =
                (BraidSqlParser.InsertIntoRelationContext) context.insertBody();
        if (relation.columnNames() != null) {
            throw source.error(
                    relation.columnNames().getStart(),
                    "INSERT INTO takes no list of columns",
                    "columns are matched by position; select them in the order of the relation");
        }
        return new InsertInto(
                parts.name(relation.qualifiedName()),
                parts.properties(relation.properties()),
                queries.query(relation.query()),
                source.at(context));
    }

    @Override
    public Statement visitApplication(BraidSqlParser.ApplicationContext context) {
        return new BeginApplication(
                parts.identifier(context.identifier()),
                context.applicationMember().stream()
                        .map(member -> parsed(member.statement()))
                        .toList(),
                parts.properties(context.properties()),
                source.at(context));
    }

    @Override
    public Statement visitUse(BraidSqlParser.UseContext context) {
        return new Use(parts.contextType(context.contextType()), parts.name(context.objectName()), source.at(context));
    }

    @Override
    public Statement visitSetDefault(BraidSqlParser.SetDefaultContext context) {
        return new SetDefault(
                parts.contextType(context.contextType()), parts.name(context.objectName()), source.at(context));
    }

    @Override
    public Statement visitCanI(BraidSqlParser.CanIContext context) {
        return access.canI(context);
    }

    @Override
    public Statement visitPrintEntity(BraidSqlParser.PrintEntityContext context) {
        List<Property> properties = new ArrayList<>();
        if (context.BEGINNING() != null) {
            properties.add(new Property(
                    "from_beginning", null, source.at(context.BEGINNING().getSymbol())));
        }
        properties.addAll(parts.properties(context.properties()));
        return new PrintEntity(
                parts.name(context.qualifiedName()), parts.store(context.inStore()), properties, source.at(context));
    }

    @Override
    public Statement visitTerminateQuery(BraidSqlParser.TerminateQueryContext context) {
        return new TerminateQuery(parts.queryReference(context.queryReference()), source.at(context));
    }

    @Override
    public Statement visitRestartQuery(BraidSqlParser.RestartQueryContext context) {
        return new RestartQuery(parts.queryReference(context.queryReference()), source.at(context));
    }

    @Override
    public Statement visitResumeQuery(BraidSqlParser.ResumeQueryContext context) {
        return new ResumeQuery(parts.queryReference(context.queryReference()), source.at(context));
    }

    @Override
    public Statement visitStart(BraidSqlParser.StartContext context) {
        if (context.startable() instanceof BraidSqlParser.StartableSandboxContext sandbox) {
            return new StartSandbox(parts.properties(sandbox.properties()), source.at(context));
        }
        if (context.startable() instanceof BraidSqlParser.StartableComputePoolContext pool) {
            return new StartComputePool(parts.identifier(pool.identifier()), source.at(context));
        }
        BraidSqlParser.StartableRelationContext relation =
                (BraidSqlParser.StartableRelationContext) context.startable();
        return new StartRelation(
                parts.relationKind(relation.relationKind()), parts.name(relation.qualifiedName()), source.at(context));
    }

    @Override
    public Statement visitStop(BraidSqlParser.StopContext context) {
        if (context.startable() instanceof BraidSqlParser.StartableSandboxContext sandbox) {
            if (sandbox.properties() != null) {
                throw source.error(sandbox.properties().getStart(), "STOP SANDBOX takes no properties");
            }
            return new StopSandbox(source.at(context));
        }
        if (context.startable() instanceof BraidSqlParser.StartableComputePoolContext pool) {
            return new StopComputePool(parts.identifier(pool.identifier()), source.at(context));
        }
        BraidSqlParser.StartableRelationContext relation =
                (BraidSqlParser.StartableRelationContext) context.startable();
        return new StopRelation(
                parts.relationKind(relation.relationKind()), parts.name(relation.qualifiedName()), source.at(context));
    }

    @Override
    public Statement visitTestStore(BraidSqlParser.TestStoreContext context) {
        return new TestStore(parts.identifier(context.identifier()), source.at(context));
    }

    @Override
    public Statement visitTestDatatypes(BraidSqlParser.TestDatatypesContext context) {
        return new TestDatatypes(source.at(context));
    }

    @Override
    public Statement visitTruncateRelation(BraidSqlParser.TruncateRelationContext context) {
        return new TruncateRelation(parts.name(context.qualifiedName()), source.at(context));
    }

    @Override
    public Statement visitCopySource(BraidSqlParser.CopySourceContext context) {
        Identifier name = parts.identifier(context.identifier());
        String target = context.string() == null ? null : parts.string(context.string());
        return context.FUNCTION_SOURCE() == null
                ? new CopyDescriptorSource(name, target, source.at(context))
                : new CopyFunctionSource(name, target, source.at(context));
    }

    @Override
    public Statement visitGenerateDdl(BraidSqlParser.GenerateDdlContext context) {
        return new GenerateDdl(
                parts.relationKind(context.relationKind()),
                parts.name(context.qualifiedName()),
                parts.properties(context.properties()),
                source.at(context));
    }

    @Override
    public Statement visitGenerateColumns(BraidSqlParser.GenerateColumnsContext context) {
        return new GenerateColumns(
                parts.name(context.qualifiedName()),
                parts.store(context.inStore()),
                parts.properties(context.properties()),
                source.at(context));
    }

    @Override
    public Statement visitGenerateTemplate(BraidSqlParser.GenerateTemplateContext context) {
        return new GenerateTemplate(
                parts.identifier(context.identifier()),
                context.qualifiedName() == null ? null : parts.name(context.qualifiedName()),
                parts.properties(context.properties()),
                source.at(context));
    }

    @Override
    public Statement visitGrantRole(BraidSqlParser.GrantRoleContext context) {
        return access.grantRole(context);
    }

    @Override
    public Statement visitGrantOwnership(BraidSqlParser.GrantOwnershipContext context) {
        return access.grantOwnership(context);
    }

    @Override
    public Statement visitGrantPrivileges(BraidSqlParser.GrantPrivilegesContext context) {
        return access.grantPrivileges(context);
    }

    @Override
    public Statement visitRevokeRole(BraidSqlParser.RevokeRoleContext context) {
        return access.revokeRole(context);
    }

    @Override
    public Statement visitRevokePrivileges(BraidSqlParser.RevokePrivilegesContext context) {
        return access.revokePrivileges(context);
    }

    @Override
    public Statement visitRevokeInvitation(BraidSqlParser.RevokeInvitationContext context) {
        return new RevokeInvitation(access.invitation(context.invitationId()), source.at(context));
    }

    @Override
    public Statement visitAcceptInvitation(BraidSqlParser.AcceptInvitationContext context) {
        return new AcceptInvitation(access.invitation(context.invitationId()), source.at(context));
    }

    @Override
    public Statement visitRejectInvitation(BraidSqlParser.RejectInvitationContext context) {
        return new RejectInvitation(access.invitation(context.invitationId()), source.at(context));
    }

    @Override
    public Statement visitInviteUser(BraidSqlParser.InviteUserContext context) {
        return access.inviteUser(context);
    }
}
