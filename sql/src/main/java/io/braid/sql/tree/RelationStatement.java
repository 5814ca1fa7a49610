package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about relations that start no query. */
public sealed interface RelationStatement extends Statement {
    /**
     * {@code CREATE STREAM | CHANGELOG | TABLE name (columns) WITH (…)}.
     *
     * @param columns none when they shall come from a registry or a descriptor
     * @param primaryKey none where none was written
     */
    record CreateRelation(
            RelationKind kind,
            QualifiedName name,
            IfExists ifExists,
            List<ColumnDefinition> columns,
            List<Identifier> primaryKey,
            List<Property> properties,
            Position at)
            implements RelationStatement {
        public CreateRelation {
            columns = List.copyOf(columns);
            primaryKey = List.copyOf(primaryKey);
            properties = List.copyOf(properties);
        }
    }

    /** @param kind absent for {@code DROP RELATION}, which takes any */
    record DropRelation(@Nullable RelationKind kind, QualifiedName name, IfMissing ifMissing, Position at)
            implements RelationStatement {}

    record TruncateRelation(QualifiedName name, Position at) implements RelationStatement {}

    /** @param kind absent for {@code ALTER RELATION} */
    record AlterRelationOwner(@Nullable RelationKind kind, QualifiedName name, Identifier owner, Position at)
            implements RelationStatement {}

    /** {@code ALTER … SET DESCRIPTION = '…'} and {@code SET COMMENT '…'}. */
    record SetRelationDescription(@Nullable RelationKind kind, QualifiedName name, String description, Position at)
            implements RelationStatement {}

    /** {@code START STREAM name}: one client sends it. */
    record StartRelation(RelationKind kind, QualifiedName name, Position at) implements RelationStatement {}

    /** {@code STOP STREAM name}: one client sends it. */
    record StopRelation(RelationKind kind, QualifiedName name, Position at) implements RelationStatement {}

    record CreateIndex(
            QualifiedName name,
            QualifiedName relation,
            List<SortItem> columns,
            IfExists ifExists,
            List<Property> properties,
            Position at)
            implements RelationStatement {
        public CreateIndex {
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }
    }

    record DropIndex(QualifiedName name, IfMissing ifMissing, Position at) implements RelationStatement {}
}
