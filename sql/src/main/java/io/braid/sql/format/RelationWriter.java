package io.braid.sql.format;

import static io.braid.sql.format.StatementWriter.ifExists;
import static io.braid.sql.format.StatementWriter.ifNotExists;
import static io.braid.sql.format.StatementWriter.inStore;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.list;
import static io.braid.sql.format.Words.name;
import static io.braid.sql.format.Words.properties;
import static io.braid.sql.format.Words.requiredProperties;
import static io.braid.sql.format.Words.string;

import io.braid.sql.tree.EntityStatement;
import io.braid.sql.tree.QueryStatement;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes statements about relations, entities and queries. */
final class RelationWriter {
    private RelationWriter() {}

    static String relation(RelationStatement statement) {
        if (statement instanceof RelationStatement.CreateRelation create) {
            return create(create);
        }
        if (statement instanceof RelationStatement.DropRelation drop) {
            return "DROP " + kind(drop.kind()) + ifExists(drop.ifMissing()) + name(drop.name());
        }
        if (statement instanceof RelationStatement.TruncateRelation truncate) {
            return "TRUNCATE RELATION " + name(truncate.name());
        }
        if (statement instanceof RelationStatement.AlterRelationOwner alter) {
            return "ALTER " + kind(alter.kind()) + name(alter.name()) + " OWNER TO " + identifier(alter.owner());
        }
        if (statement instanceof RelationStatement.SetRelationDescription set) {
            return "ALTER " + kind(set.kind()) + name(set.name()) + " SET DESCRIPTION = " + string(set.description());
        }
        if (statement instanceof RelationStatement.StartRelation start) {
            return "START " + kind(start.kind()) + name(start.name());
        }
        if (statement instanceof RelationStatement.StopRelation stop) {
            return "STOP " + kind(stop.kind()) + name(stop.name());
        }
        if (statement instanceof RelationStatement.CreateIndex create) {
            return "CREATE INDEX " + ifNotExists(create.ifExists()) + name(create.name()) + " ON "
                    + name(create.relation()) + " (" + list(create.columns(), CallWriter::sortItem) + ")"
                    + properties(create.properties());
        }
        RelationStatement.DropIndex drop = (RelationStatement.DropIndex) statement;
        return "DROP INDEX " + ifExists(drop.ifMissing()) + name(drop.name());
    }

    private static String create(RelationStatement.CreateRelation create) {
        List<String> elements = new ArrayList<>();
        create.columns().forEach(column -> elements.add(Words.column(column)));
        if (!create.primaryKey().isEmpty()) {
            elements.add("PRIMARY KEY (" + Words.identifiers(create.primaryKey()) + ")");
        }
        String columns = elements.isEmpty() ? "" : " (" + String.join(", ", elements) + ")";
        return "CREATE " + kind(create.kind()) + ifNotExists(create.ifExists()) + name(create.name()) + columns
                + properties(create.properties());
    }

    private static String kind(@Nullable RelationKind kind) {
        return (kind == null ? "RELATION" : kind.keyword()) + " ";
    }

    static String query(QueryStatement statement) {
        if (statement instanceof QueryStatement.SelectRows select) {
            return QueryWriter.query(select.query());
        }
        if (statement instanceof CreateRelationAs create) {
            String virtual = create.persistence() == CreateRelationAs.Persistence.VIRTUAL ? "VIRTUAL " : "";
            return "CREATE " + virtual + kind(create.kind()) + ifNotExists(create.ifExists()) + name(create.name())
                    + properties(create.properties()) + " AS " + QueryWriter.query(create.query());
        }
        if (statement instanceof QueryStatement.InsertInto insert) {
            return "INSERT INTO " + name(insert.sink()) + properties(insert.properties()) + " "
                    + QueryWriter.query(insert.query());
        }
        if (statement instanceof QueryStatement.TerminateQuery terminate) {
            return "TERMINATE QUERY " + Words.query(terminate.query());
        }
        if (statement instanceof QueryStatement.RestartQuery restart) {
            return "RESTART QUERY " + Words.query(restart.query());
        }
        if (statement instanceof QueryStatement.ResumeQuery resume) {
            return "RESUME QUERY " + Words.query(resume.query());
        }
        if (statement instanceof QueryStatement.AlterQueryOwner alter) {
            return "ALTER QUERY " + Words.query(alter.query()) + " OWNER TO " + identifier(alter.owner());
        }
        if (statement instanceof QueryStatement.AddQueryTag add) {
            return "ALTER QUERY " + Words.query(add.query()) + " ADD TAG " + string(add.key()) + " = "
                    + string(add.value());
        }
        QueryStatement.RemoveQueryTag remove = (QueryStatement.RemoveQueryTag) statement;
        return "ALTER QUERY " + Words.query(remove.query()) + " REMOVE TAG " + string(remove.key());
    }

    static String entity(EntityStatement statement) {
        String place = name(statement.path()) + inStore(statement.store());
        if (statement instanceof EntityStatement.CreateEntity create) {
            return "CREATE ENTITY " + ifNotExists(create.ifExists()) + place + properties(create.properties());
        }
        if (statement instanceof EntityStatement.UpdateEntity update) {
            return "UPDATE ENTITY " + place + requiredProperties(update.properties());
        }
        if (statement instanceof EntityStatement.SetEntitySchema set) {
            return "UPDATE ENTITY " + place + " SET SCHEMA (" + list(set.columns(), Words::column) + ")";
        }
        if (statement instanceof EntityStatement.DropEntity drop) {
            return "DROP ENTITY " + ifExists(drop.ifMissing()) + place;
        }
        if (statement instanceof EntityStatement.InsertIntoEntity insert) {
            return "INSERT INTO ENTITY " + place + " VALUE (" + list(insert.values(), Words::string) + ")"
                    + properties(insert.properties());
        }
        return "PRINT ENTITY " + place + properties(((EntityStatement.PrintEntity) statement).properties());
    }
}
