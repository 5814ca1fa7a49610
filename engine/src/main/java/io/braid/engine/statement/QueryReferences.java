package io.braid.engine.statement;

import io.braid.catalog.Query;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QueryReference;
import java.util.Optional;

/** Queries by what people call them: an id, a name, a name and a version. */
public final class QueryReferences {
    private QueryReferences() {}

    /** The query, as far as the role can see it; a name alone means its newest version. */
    public static Query require(QueryReference reference, StatementContext context) {
        Optional<Query> found = reference.id().flatMap(id -> context.catalog().findQuery(context.organization(), id));
        if (found.isEmpty()) {
            Integer version = reference.version();
            found = context.catalog()
                    .findQuery(context.organization(), reference.name().value(), version == null ? 0 : version);
        }
        return found.filter(query -> context.sees(Access.on(query, Privilege.USAGE)))
                .orElseThrow(() -> StatementContext.at(
                        reference.at(),
                        StatementException.of(ErrorCode.INVALID_QUERY, "query \"%s\" does not exist", reference)
                                .hint("LIST QUERIES shows the ones your role can see")));
    }
}
