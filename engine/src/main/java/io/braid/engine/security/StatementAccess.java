package io.braid.engine.security;

import static io.braid.engine.security.StatementAccess.Need.right;
import static io.braid.engine.security.StatementAccess.Need.rightIfAny;
import static io.braid.engine.security.StatementAccess.Need.seen;

import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.ComputePoolStatement.CreateComputePool;
import io.braid.sql.tree.ComputePoolStatement.DropComputePool;
import io.braid.sql.tree.ComputePoolStatement.StartComputePool;
import io.braid.sql.tree.ComputePoolStatement.StopComputePool;
import io.braid.sql.tree.ComputePoolStatement.UpdateComputePool;
import io.braid.sql.tree.DatabaseStatement.CreateDatabase;
import io.braid.sql.tree.DatabaseStatement.CreateSchema;
import io.braid.sql.tree.DatabaseStatement.DropDatabase;
import io.braid.sql.tree.DatabaseStatement.DropSchema;
import io.braid.sql.tree.DatabaseStatement.SetDatabaseComment;
import io.braid.sql.tree.DatabaseStatement.SetSchemaComment;
import io.braid.sql.tree.DescribeStatement.DescribeColumns;
import io.braid.sql.tree.DescribeStatement.DescribeFunction;
import io.braid.sql.tree.DescribeStatement.DescribeObject;
import io.braid.sql.tree.DescribeStatement.DescribePlan;
import io.braid.sql.tree.DescribeStatement.DescribeQuery;
import io.braid.sql.tree.DescribeStatement.DescribeUser;
import io.braid.sql.tree.DescriptorStatement.CopyDescriptorSource;
import io.braid.sql.tree.DescriptorStatement.CreateDescriptorSource;
import io.braid.sql.tree.DescriptorStatement.DropDescriptorSource;
import io.braid.sql.tree.EntityStatement.CreateEntity;
import io.braid.sql.tree.EntityStatement.DropEntity;
import io.braid.sql.tree.EntityStatement.InsertIntoEntity;
import io.braid.sql.tree.EntityStatement.PrintEntity;
import io.braid.sql.tree.EntityStatement.SetEntitySchema;
import io.braid.sql.tree.EntityStatement.UpdateEntity;
import io.braid.sql.tree.FunctionStatement.CopyFunctionSource;
import io.braid.sql.tree.FunctionStatement.CreateFunction;
import io.braid.sql.tree.FunctionStatement.CreateFunctionAs;
import io.braid.sql.tree.FunctionStatement.CreateFunctionSource;
import io.braid.sql.tree.FunctionStatement.DropFunction;
import io.braid.sql.tree.FunctionStatement.DropFunctionSource;
import io.braid.sql.tree.GenerateStatement.GenerateColumns;
import io.braid.sql.tree.GenerateStatement.GenerateDdl;
import io.braid.sql.tree.GenerateStatement.GenerateTemplate;
import io.braid.sql.tree.IntegrationStatement.CreateIntegration;
import io.braid.sql.tree.IntegrationStatement.DropIntegration;
import io.braid.sql.tree.IntegrationStatement.RenewIntegration;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.OrganizationStatement.CreateOrganization;
import io.braid.sql.tree.QueryStatement.AddQueryTag;
import io.braid.sql.tree.QueryStatement.AlterQueryOwner;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.QueryStatement.InsertInto;
import io.braid.sql.tree.QueryStatement.RemoveQueryTag;
import io.braid.sql.tree.QueryStatement.RestartQuery;
import io.braid.sql.tree.QueryStatement.ResumeQuery;
import io.braid.sql.tree.QueryStatement.SelectRows;
import io.braid.sql.tree.QueryStatement.TerminateQuery;
import io.braid.sql.tree.RelationStatement.AlterRelationOwner;
import io.braid.sql.tree.RelationStatement.CreateIndex;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import io.braid.sql.tree.RelationStatement.DropIndex;
import io.braid.sql.tree.RelationStatement.DropRelation;
import io.braid.sql.tree.RelationStatement.SetRelationDescription;
import io.braid.sql.tree.RelationStatement.StartRelation;
import io.braid.sql.tree.RelationStatement.StopRelation;
import io.braid.sql.tree.RelationStatement.TruncateRelation;
import io.braid.sql.tree.RoleStatement.CreateRole;
import io.braid.sql.tree.RoleStatement.DropRole;
import io.braid.sql.tree.RoleStatement.GrantOwnership;
import io.braid.sql.tree.RoleStatement.GrantPrivileges;
import io.braid.sql.tree.RoleStatement.GrantRole;
import io.braid.sql.tree.RoleStatement.RevokePrivileges;
import io.braid.sql.tree.RoleStatement.RevokeRole;
import io.braid.sql.tree.SandboxStatement.DescribeSandbox;
import io.braid.sql.tree.SandboxStatement.StartSandbox;
import io.braid.sql.tree.SandboxStatement.StopSandbox;
import io.braid.sql.tree.SchemaRegistryStatement.CreateSchemaRegistry;
import io.braid.sql.tree.SchemaRegistryStatement.DropSchemaRegistry;
import io.braid.sql.tree.SchemaRegistryStatement.UpdateSchemaRegistry;
import io.braid.sql.tree.SecretStatement.CreateSecret;
import io.braid.sql.tree.SecretStatement.DropSecret;
import io.braid.sql.tree.SecretStatement.UpdateSecret;
import io.braid.sql.tree.SessionStatement.CanI;
import io.braid.sql.tree.SessionStatement.SetDefault;
import io.braid.sql.tree.SessionStatement.TestDatatypes;
import io.braid.sql.tree.SessionStatement.Use;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.StoreStatement.CreateStore;
import io.braid.sql.tree.StoreStatement.DropStore;
import io.braid.sql.tree.StoreStatement.TestStore;
import io.braid.sql.tree.StoreStatement.UpdateStore;
import io.braid.sql.tree.TokenStatement.CreateApiToken;
import io.braid.sql.tree.TokenStatement.DropApiToken;
import io.braid.sql.tree.TokenStatement.RenewApiToken;
import io.braid.sql.tree.UserStatement.AcceptInvitation;
import io.braid.sql.tree.UserStatement.DropUser;
import io.braid.sql.tree.UserStatement.InviteUser;
import io.braid.sql.tree.UserStatement.RejectInvitation;
import io.braid.sql.tree.UserStatement.RevokeInvitation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which statement needs what: the one table of it. A handler works out which object a need is about and can need nothing
 * that stands not here; the reference page and the test of every statement with every role are made from the same rows.
 */
public final class StatementAccess {
    /** Stands for a kind of object that the statement names itself. */
    public static final String ANY = "object";

    private static final String ORGANIZATION = "organization";
    private static final Map<Class<?>, Row> ROWS = new LinkedHashMap<>();

    static {
        add("CREATE DATABASE", CreateDatabase.class, right(Privilege.CREATE_DATABASE, ORGANIZATION));
        add("DROP DATABASE", DropDatabase.class, owned("database"));
        add("ALTER DATABASE … SET COMMENT", SetDatabaseComment.class, owned("database"));
        add("CREATE SCHEMA", CreateSchema.class, right(Privilege.CREATE, "database"));
        add("DROP SCHEMA", DropSchema.class, owned("schema"));
        add("ALTER SCHEMA … SET COMMENT", SetSchemaComment.class, owned("schema"));

        add(
                "CREATE STORE",
                CreateStore.class,
                right(Privilege.CREATE_STORE, ORGANIZATION),
                rightIfAny(Privilege.USAGE, "schema_registry"));
        add("UPDATE STORE", UpdateStore.class, owned("store"), rightIfAny(Privilege.USAGE, "schema_registry"));
        add("DROP STORE", DropStore.class, owned("store"));
        add("TEST STORE", TestStore.class, right(Privilege.USAGE, "store"));
        add("CREATE ENTITY", CreateEntity.class, right(Privilege.CREATE, "store"));
        add("UPDATE ENTITY", UpdateEntity.class, right(Privilege.CREATE, "store"));
        add("UPDATE ENTITY … SET SCHEMA", SetEntitySchema.class, right(Privilege.CREATE, "store"));
        add("DROP ENTITY", DropEntity.class, right(Privilege.CREATE, "store"));
        add("INSERT INTO ENTITY", InsertIntoEntity.class, right(Privilege.CREATE, "store"));
        add("PRINT ENTITY", PrintEntity.class, right(Privilege.USAGE, "store"));

        add(
                "CREATE STREAM, CHANGELOG, TABLE",
                CreateRelation.class,
                right(Privilege.CREATE, "schema"),
                right(Privilege.USAGE, "store"));
        add("DROP RELATION, STREAM, …", DropRelation.class, owned("relation"));
        add("TRUNCATE RELATION", TruncateRelation.class, owned("relation"));
        add("ALTER … OWNER TO", AlterRelationOwner.class, owned("relation"));
        add("ALTER … SET DESCRIPTION", SetRelationDescription.class, owned("relation"));
        add("START STREAM, …", StartRelation.class, owned("relation"));
        add("STOP STREAM, …", StopRelation.class, owned("relation"));
        add("CREATE INDEX", CreateIndex.class, owned("relation"));
        add("DROP INDEX", DropIndex.class, owned("relation"));

        add(
                "SELECT",
                SelectRows.class,
                rightIfAny(Privilege.SELECT, "relation"),
                rightIfAny(Privilege.USAGE, "compute_pool"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.CREATE_QUERY, ORGANIZATION));
        add(
                "CREATE … AS SELECT",
                CreateRelationAs.class,
                right(Privilege.CREATE_QUERY, ORGANIZATION),
                right(Privilege.CREATE, "schema"),
                rightIfAny(Privilege.USAGE, "compute_pool"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.SELECT, "relation"));
        add(
                "INSERT INTO",
                InsertInto.class,
                right(Privilege.CREATE_QUERY, ORGANIZATION),
                right(Privilege.INSERT, "relation"),
                rightIfAny(Privilege.USAGE, "compute_pool"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.SELECT, "relation"));
        add(
                "BEGIN APPLICATION",
                BeginApplication.class,
                right(Privilege.CREATE_QUERY, ORGANIZATION),
                rightIfAny(Privilege.CREATE, "schema"),
                rightIfAny(Privilege.USAGE, "compute_pool"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.USAGE, "database"),
                rightIfAny(Privilege.USAGE, "schema"),
                rightIfAny(Privilege.SELECT, "relation"),
                rightIfAny(Privilege.INSERT, "relation"));
        add("TERMINATE QUERY", TerminateQuery.class, owned("query"));
        add("RESTART QUERY", RestartQuery.class, owned("query"));
        add("RESUME QUERY", ResumeQuery.class, owned("query"), right(Privilege.CREATE_QUERY, ORGANIZATION));
        add("ALTER QUERY … OWNER TO", AlterQueryOwner.class, owned("query"));
        add("ALTER QUERY … ADD TAG", AddQueryTag.class, owned("query"));
        add("ALTER QUERY … REMOVE TAG", RemoveQueryTag.class, owned("query"));

        add(
                "USE",
                Use.class,
                rightIfAny(Privilege.USAGE, "database"),
                rightIfAny(Privilege.USAGE, "schema"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.USAGE, "compute_pool"));
        add(
                "SET DEFAULT",
                SetDefault.class,
                rightIfAny(Privilege.USAGE, "database"),
                rightIfAny(Privilege.USAGE, "schema"),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.USAGE, "compute_pool"));
        add("CAN I", CanI.class);
        add("TEST DATATYPES", TestDatatypes.class);

        add("DESCRIBE of a statement", DescribePlan.class);
        add(
                "DESCRIBE of an object",
                DescribeObject.class,
                seen(ANY),
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("DESCRIBE … COLUMNS", DescribeColumns.class, seen("relation"));
        add("DESCRIBE FUNCTION", DescribeFunction.class, seen("function"));
        add("DESCRIBE USER", DescribeUser.class, rightIfAny(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("DESCRIBE QUERY", DescribeQuery.class, rightIfAny(Privilege.USAGE, "query"));
        add(
                "LIST",
                ListObjects.class,
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add(
                "GENERATE … DDL",
                GenerateDdl.class,
                rightIfAny(Privilege.USAGE, "store"),
                rightIfAny(Privilege.SELECT, "relation"));
        add("GENERATE COLUMNS", GenerateColumns.class, right(Privilege.USAGE, "store"));
        add("GENERATE TEMPLATE", GenerateTemplate.class);

        add("CREATE ROLE", CreateRole.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("DROP ROLE", DropRole.class, owned("role").or(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("GRANT ROLE", GrantRole.class, owned("role").or(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("REVOKE ROLE", RevokeRole.class, owned("role").or(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("GRANT", GrantPrivileges.class, granting());
        add("REVOKE", RevokePrivileges.class, granting());
        add("GRANT OWNERSHIP", GrantOwnership.class, owned(ANY));

        add("CREATE ORGANIZATION", CreateOrganization.class);
        add("INVITE USER", InviteUser.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("ACCEPT INVITATION", AcceptInvitation.class);
        add("REJECT INVITATION", RejectInvitation.class);
        add("REVOKE INVITATION", RevokeInvitation.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("DROP USER", DropUser.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("CREATE API_TOKEN", CreateApiToken.class);
        add("ALTER API_TOKEN … RENEW TOKEN", RenewApiToken.class);
        add("DROP API_TOKEN", DropApiToken.class);
        add(
                "CREATE METRICS, SECURITY INTEGRATION",
                CreateIntegration.class,
                right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("ALTER … INTEGRATION … RENEW TOKEN", RenewIntegration.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));
        add("DROP METRICS, SECURITY INTEGRATION", DropIntegration.class, right(Privilege.MANAGE_MEMBERS, ORGANIZATION));

        add("CREATE COMPUTE_POOL", CreateComputePool.class, right(Privilege.CREATE_COMPUTE_POOL, ORGANIZATION));
        add("UPDATE COMPUTE_POOL", UpdateComputePool.class, owned("compute_pool"));
        add("START COMPUTE_POOL", StartComputePool.class, owned("compute_pool"));
        add("STOP COMPUTE_POOL", StopComputePool.class, owned("compute_pool"));
        add("DROP COMPUTE_POOL", DropComputePool.class, owned("compute_pool"));
        add("CREATE SECRET", CreateSecret.class, right(Privilege.CREATE_FUNCTION, ORGANIZATION));
        add("UPDATE SECRET", UpdateSecret.class, owned("secret"));
        add("DROP SECRET", DropSecret.class, owned("secret"));
        add(
                "CREATE SCHEMA_REGISTRY",
                CreateSchemaRegistry.class,
                right(Privilege.CREATE_SCHEMA_REGISTRY, ORGANIZATION));
        add("UPDATE SCHEMA_REGISTRY", UpdateSchemaRegistry.class, owned("schema_registry"));
        add("DROP SCHEMA_REGISTRY", DropSchemaRegistry.class, owned("schema_registry"));
        add(
                "CREATE DESCRIPTOR_SOURCE",
                CreateDescriptorSource.class,
                right(Privilege.CREATE_DESCRIPTOR_SOURCE, ORGANIZATION));
        add("COPY DESCRIPTOR_SOURCE", CopyDescriptorSource.class, right(Privilege.USAGE, "descriptor_source"));
        add("DROP DESCRIPTOR_SOURCE", DropDescriptorSource.class, owned("descriptor_source"));
        add(
                "CREATE FUNCTION_SOURCE",
                CreateFunctionSource.class,
                right(Privilege.CREATE_FUNCTION_SOURCE, ORGANIZATION));
        add("COPY FUNCTION_SOURCE", CopyFunctionSource.class, right(Privilege.USAGE, "function_source"));
        add("DROP FUNCTION_SOURCE", DropFunctionSource.class, owned("function_source"));
        add(
                "CREATE FUNCTION",
                CreateFunction.class,
                right(Privilege.CREATE_FUNCTION, ORGANIZATION),
                right(Privilege.USAGE, "function_source"));
        add("CREATE FUNCTION … AS", CreateFunctionAs.class, right(Privilege.CREATE_FUNCTION, ORGANIZATION));
        add("DROP FUNCTION", DropFunction.class, owned("function"));
        add("START SANDBOX", StartSandbox.class, right(Privilege.CREATE_QUERY, ORGANIZATION));
        add("STOP SANDBOX", StopSandbox.class, right(Privilege.CREATE_QUERY, ORGANIZATION));
        add("DESCRIBE SANDBOX", DescribeSandbox.class);
    }

    private StatementAccess() {}

    /** Any one of these rights. An object must be seen, too, before it can be named. */
    public record Need(List<Right> anyOf, boolean ifAny) {
        public Need {
            anyOf = List.copyOf(anyOf);
        }

        static Need right(Privilege privilege, String kind) {
            return new Need(List.of(new Right(privilege, kind)), false);
        }

        /** Needed for each object of that kind that the statement names, or in a form of it that the page describes. */
        static Need rightIfAny(Privilege privilege, String kind) {
            return new Need(List.of(new Right(privilege, kind)), true);
        }

        /** Any privilege on the object, or owning it: who has none is told that it does not exist. */
        static Need seen(String kind) {
            return new Need(List.of(new Right(null, kind)), false);
        }

        Need or(Privilege privilege, String kind) {
            List<Right> more = new java.util.ArrayList<>(anyOf);
            more.add(new Right(privilege, kind));
            return new Need(more, ifAny);
        }

        boolean covers(Access access) {
            return anyOf.stream().anyMatch(right -> right.covers(access));
        }

        @Override
        public String toString() {
            String all = anyOf.stream().map(Right::toString).collect(Collectors.joining(" or "));
            return ifAny ? all + ", if it is about one" : all;
        }
    }

    /** @param privilege null for "any": the object is seen */
    public record Right(@Nullable Privilege privilege, String kind) {
        boolean covers(Access access) {
            boolean enough = privilege == null
                    ? access.privilege() == Privilege.USAGE || access.privilege() == Privilege.SELECT
                    : access.privilege() == privilege;
            return enough && (kind.equals(ANY) || kind.equals(access.kind()));
        }

        @Override
        public String toString() {
            return (privilege == null ? "any privilege" : privilege.name()) + " on the " + kind;
        }
    }

    /** @param words the statement as the reference names it */
    public record Row(String words, Class<? extends Statement> statement, List<Need> needs) {
        public Row {
            needs = List.copyOf(needs);
        }
    }

    private static void add(String words, Class<? extends Statement> statement, Need... needs) {
        ROWS.put(statement, new Row(words, statement, List.of(needs)));
    }

    private static Need owned(String kind) {
        return right(Privilege.OWNERSHIP, kind);
    }

    /** Whoever owns the object, may pass on what was granted with the option, or manages grants. */
    private static Need granting() {
        Need need = owned(ANY).or(Privilege.MANAGE_GRANTS, ORGANIZATION);
        for (Privilege privilege : Privilege.values()) {
            if (privilege != Privilege.OWNERSHIP && privilege != Privilege.MANAGE_GRANTS) {
                need = need.or(privilege, ANY);
            }
        }
        return need;
    }

    public static List<Row> rows() {
        return List.copyOf(ROWS.values());
    }

    public static Row row(Class<? extends Statement> statement) {
        Row row = ROWS.get(statement);
        if (row == null) {
            throw new IllegalStateException("no row of the access table for " + statement.getSimpleName());
        }
        return row;
    }

    /** @throws IllegalStateException if the statement's handler needs what the table does not know of */
    public static void verify(Statement statement, List<Access> needs) {
        if (statement instanceof DescribePlan described) {
            verify(described.statement().statement(), needs);
            return;
        }
        Row row = row(statement.getClass());
        for (Access access : needs) {
            if (row.needs().stream().noneMatch(need -> need.covers(access))) {
                throw new IllegalStateException(
                        "the access table does not know that %s needs %s".formatted(row.words(), access));
            }
        }
    }
}
