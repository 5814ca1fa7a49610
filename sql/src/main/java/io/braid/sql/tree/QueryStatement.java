package io.braid.sql.tree;

import java.util.List;

/** Statements that start a query, or act on one. */
public sealed interface QueryStatement extends Statement {
    /** A bare SELECT. */
    record SelectRows(Query query, Position at) implements QueryStatement {}

    /**
     * {@code CREATE STREAM | CHANGELOG | TABLE | MATERIALIZED VIEW name [WITH (…)] AS query}.
     *
     * @param properties of the sink, from before AS or from after the query
     */
    record CreateRelationAs(
            RelationKind kind,
            Persistence persistence,
            QualifiedName name,
            IfExists ifExists,
            List<Property> properties,
            Query query,
            Position at)
            implements QueryStatement {
        public CreateRelationAs {
            properties = List.copyOf(properties);
        }

        /** VIRTUAL relations live inside an application. */
        public enum Persistence {
            STORED,
            VIRTUAL
        }
    }

    record InsertInto(QualifiedName sink, List<Property> properties, Query query, Position at)
            implements QueryStatement {
        public InsertInto {
            properties = List.copyOf(properties);
        }
    }

    record TerminateQuery(QueryReference query, Position at) implements QueryStatement {}

    record RestartQuery(QueryReference query, Position at) implements QueryStatement {}

    record ResumeQuery(QueryReference query, Position at) implements QueryStatement {}

    record AlterQueryOwner(QueryReference query, Identifier owner, Position at) implements QueryStatement {}

    record AddQueryTag(QueryReference query, String key, String value, Position at) implements QueryStatement {}

    record RemoveQueryTag(QueryReference query, String key, Position at) implements QueryStatement {}
}
