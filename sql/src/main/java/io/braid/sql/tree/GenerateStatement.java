package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that write SQL or files for their author. */
public sealed interface GenerateStatement extends Statement {
    /** {@code GENERATE STREAM DDL name WITH (…)}. */
    record GenerateDdl(RelationKind kind, QualifiedName name, List<Property> properties, Position at)
            implements GenerateStatement {
        public GenerateDdl {
            properties = List.copyOf(properties);
        }
    }

    /** {@code GENERATE COLUMNS FOR ENTITY path [IN STORE store]}. */
    record GenerateColumns(QualifiedName path, @Nullable Identifier store, List<Property> properties, Position at)
            implements GenerateStatement {
        public GenerateColumns {
            properties = List.copyOf(properties);
        }
    }

    /** {@code GENERATE TEMPLATE kind [name] [WITH (…)]}. */
    record GenerateTemplate(Identifier kind, @Nullable QualifiedName name, List<Property> properties, Position at)
            implements GenerateStatement {
        public GenerateTemplate {
            properties = List.copyOf(properties);
        }
    }
}
