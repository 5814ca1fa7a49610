package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.catalog.UserFunction;
import io.braid.sql.tree.QualifiedName;
import java.util.List;

/** Finds relations and functions for a query, as its role and session see them. */
public interface Relations {
    /** @throws io.braid.spi.StatementException 3D020 with the place, when it is not there or cannot be seen */
    Relation require(QualifiedName name);

    /** The functions of that name that users brought along; they differ in the number of their arguments. */
    default List<KnownFunction> functions(String name) {
        return List.of();
    }

    /** @param sha256 of the content of the function's source */
    record KnownFunction(UserFunction function, String sha256) {}
}
