package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about the entities of a store. A store that is not named is the one of the session. */
public sealed interface EntityStatement extends Statement {
    /** The path inside the store: one part for a topic, {@code database.schema.table} elsewhere. */
    QualifiedName path();

    @Nullable
    Identifier store();

    record CreateEntity(
            QualifiedName path, @Nullable Identifier store, IfExists ifExists, List<Property> properties, Position at)
            implements EntityStatement {
        public CreateEntity {
            properties = List.copyOf(properties);
        }
    }

    record UpdateEntity(QualifiedName path, @Nullable Identifier store, List<Property> properties, Position at)
            implements EntityStatement {
        public UpdateEntity {
            properties = List.copyOf(properties);
        }
    }

    /** {@code UPDATE ENTITY … SET SCHEMA (column TYPE, …)}: one client sends it. */
    record SetEntitySchema(QualifiedName path, @Nullable Identifier store, List<ColumnDefinition> columns, Position at)
            implements EntityStatement {
        public SetEntitySchema {
            columns = List.copyOf(columns);
        }
    }

    record DropEntity(QualifiedName path, @Nullable Identifier store, IfMissing ifMissing, Position at)
            implements EntityStatement {}

    /** Writes messages, each a JSON text. */
    record InsertIntoEntity(
            QualifiedName path, @Nullable Identifier store, List<String> values, List<Property> properties, Position at)
            implements EntityStatement {
        public InsertIntoEntity {
            values = List.copyOf(values);
            properties = List.copyOf(properties);
        }
    }

    /** Shows the messages as they are. */
    record PrintEntity(QualifiedName path, @Nullable Identifier store, List<Property> properties, Position at)
            implements EntityStatement {
        public PrintEntity {
            properties = List.copyOf(properties);
        }
    }
}
