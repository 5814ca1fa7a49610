package io.braid.sql.format;

import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.list;
import static io.braid.sql.format.Words.name;
import static io.braid.sql.format.Words.properties;
import static io.braid.sql.format.Words.string;

import io.braid.sql.tree.ApplicationStatement;
import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.DatabaseStatement;
import io.braid.sql.tree.DescribeStatement;
import io.braid.sql.tree.EntityStatement;
import io.braid.sql.tree.FunctionStatement;
import io.braid.sql.tree.GenerateStatement;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.ListStatement;
import io.braid.sql.tree.OrganizationStatement;
import io.braid.sql.tree.OrganizationStatement.CreateOrganization;
import io.braid.sql.tree.QueryStatement;
import io.braid.sql.tree.RelationStatement;
import io.braid.sql.tree.RoleStatement;
import io.braid.sql.tree.SandboxStatement;
import io.braid.sql.tree.SessionStatement;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.UserStatement;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes statements: here the choice of family, and the families of a few lines. */
final class StatementWriter {
    private StatementWriter() {}

    static String statement(Statement statement) {
        if (statement instanceof QueryStatement query) {
            return RelationWriter.query(query);
        }
        if (statement instanceof RelationStatement relation) {
            return RelationWriter.relation(relation);
        }
        if (statement instanceof EntityStatement entity) {
            return RelationWriter.entity(entity);
        }
        if (statement instanceof ApplicationStatement application) {
            return application((BeginApplication) application);
        }
        if (statement instanceof DatabaseStatement database) {
            return database(database);
        }
        if (statement instanceof OrganizationStatement organization) {
            CreateOrganization create = (CreateOrganization) organization;
            return "CREATE ORGANIZATION " + ifNotExists(create.ifExists()) + identifier(create.name());
        }
        if (statement instanceof ListStatement || statement instanceof DescribeStatement) {
            return LookWriter.look(statement);
        }
        if (statement instanceof RoleStatement role) {
            return AccessWriter.role(role);
        }
        if (statement instanceof UserStatement user) {
            return AccessWriter.user(user);
        }
        if (statement instanceof SessionStatement session) {
            return AccessWriter.session(session);
        }
        if (statement instanceof FunctionStatement function) {
            return FunctionWriter.function(function);
        }
        if (statement instanceof GenerateStatement generate) {
            return generate(generate);
        }
        if (statement instanceof SandboxStatement sandbox) {
            return sandbox(sandbox);
        }
        return ObjectWriter.object(statement);
    }

    static String ifNotExists(IfExists ifExists) {
        return ifExists == IfExists.SKIP ? "IF NOT EXISTS " : "";
    }

    static String ifExists(IfMissing ifMissing) {
        return ifMissing == IfMissing.SKIP ? "IF EXISTS " : "";
    }

    static String inStore(@Nullable Identifier store) {
        return store == null ? "" : " IN STORE " + identifier(store);
    }

    private static String application(BeginApplication application) {
        String body = application.body().stream()
                .map(member -> " " + statement(member.statement()) + ";")
                .collect(Collectors.joining());
        return "BEGIN APPLICATION " + identifier(application.name()) + body + " END APPLICATION"
                + properties(application.properties());
    }

    private static String database(DatabaseStatement statement) {
        if (statement instanceof DatabaseStatement.CreateDatabase create) {
            return "CREATE DATABASE " + ifNotExists(create.ifExists()) + identifier(create.name());
        }
        if (statement instanceof DatabaseStatement.DropDatabase drop) {
            return "DROP DATABASE " + ifExists(drop.ifMissing()) + identifier(drop.name());
        }
        if (statement instanceof DatabaseStatement.SetDatabaseComment comment) {
            return "ALTER DATABASE " + identifier(comment.name()) + " SET COMMENT " + string(comment.comment());
        }
        if (statement instanceof DatabaseStatement.CreateSchema create) {
            String in = create.database() == null ? "" : " IN DATABASE " + identifier(create.database());
            return "CREATE SCHEMA " + ifNotExists(create.ifExists()) + identifier(create.name()) + in;
        }
        if (statement instanceof DatabaseStatement.DropSchema drop) {
            return "DROP SCHEMA " + ifExists(drop.ifMissing()) + name(drop.name());
        }
        DatabaseStatement.SetSchemaComment comment = (DatabaseStatement.SetSchemaComment) statement;
        return "ALTER SCHEMA " + name(comment.name()) + " SET COMMENT " + string(comment.comment());
    }

    private static String generate(GenerateStatement statement) {
        if (statement instanceof GenerateStatement.GenerateDdl ddl) {
            return "GENERATE " + ddl.kind().keyword() + " DDL " + name(ddl.name()) + properties(ddl.properties());
        }
        if (statement instanceof GenerateStatement.GenerateColumns columns) {
            return "GENERATE COLUMNS FOR ENTITY " + name(columns.path()) + inStore(columns.store())
                    + properties(columns.properties());
        }
        GenerateStatement.GenerateTemplate template = (GenerateStatement.GenerateTemplate) statement;
        String name = template.name() == null ? "" : " " + name(template.name());
        return "GENERATE TEMPLATE " + identifier(template.kind()) + name + properties(template.properties());
    }

    private static String sandbox(SandboxStatement statement) {
        if (statement instanceof SandboxStatement.StartSandbox start) {
            return "START SANDBOX" + properties(start.properties());
        }
        return statement instanceof SandboxStatement.StopSandbox ? "STOP SANDBOX" : "DESCRIBE SANDBOX";
    }

    static String signature(FunctionStatement.@Nullable Signature signature) {
        return signature == null
                ? ""
                : "("
                        + list(
                                signature.arguments(),
                                argument -> identifier(argument.name()) + " " + Words.type(argument.type()))
                        + ")";
    }
}
