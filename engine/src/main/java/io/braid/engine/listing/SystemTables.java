package io.braid.engine.listing;

import io.braid.catalog.Catalog;
import io.braid.engine.eval.SnapshotSource;
import io.braid.engine.security.Authorizer;
import io.braid.engine.session.Session;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The read-only schema {@code deltastream.sys}: what LIST shows, as tables. Shared between threads. */
public final class SystemTables {
    public static final String DATABASE = "deltastream";
    public static final String SCHEMA = "sys";

    private final Listings listings;
    private final Catalog catalog;
    private final Authorizer authorizer;

    /** @param catalog is read when a table is scanned, whatever was read when its name was resolved */
    public SystemTables(Listings listings, Catalog catalog, Authorizer authorizer) {
        this.listings = listings;
        this.catalog = catalog;
        this.authorizer = authorizer;
    }

    public Optional<SnapshotSource> find(QualifiedName name, StatementContext context) {
        return find(name, context.session());
    }

    /**
     * The system table of that name, as the session's role sees it; empty for a name that is not of the system schema.
     *
     * @throws StatementException 3D020 for a name of the system schema without a table
     */
    public Optional<SnapshotSource> find(QualifiedName name, Session session) {
        String table = tableName(name, session);
        if (table == null) {
            return Optional.empty();
        }
        Listing<?> listing = listings.tables().get(table);
        if (listing == null) {
            StatementException problem = StatementException.of(
                    ErrorCode.INVALID_RELATION, "relation \"%s.%s.%s\" does not exist", DATABASE, SCHEMA, table);
            throw StatementContext.at(name.at(), problem.hint(suggestion(table)));
        }
        return Optional.of(new SystemTable<>(listing, catalog, authorizer, session));
    }

    public Set<String> names() {
        return listings.tables().keySet();
    }

    private static @Nullable String tableName(QualifiedName name, Session session) {
        List<String> parts = name.values();
        int size = parts.size();
        boolean here = DATABASE.equals(session.database());
        return switch (size) {
            case 1 -> here && SCHEMA.equals(session.schema()) ? parts.get(0) : null;
            case 2 -> here && parts.get(0).equals(SCHEMA) ? parts.get(1) : null;
            case 3 -> parts.get(0).equals(DATABASE) && parts.get(1).equals(SCHEMA) ? parts.get(2) : null;
            default -> null;
        };
    }

    /** Names that share a beginning with the one that was tried, else all of them. */
    private String suggestion(String wanted) {
        String beginning = wanted.substring(0, Math.min(3, wanted.length()));
        List<String> near =
                names().stream().filter(name -> name.startsWith(beginning)).toList();
        return near.isEmpty()
                ? "there are " + String.join(", ", names())
                : "did you mean " + near.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" or "))
                        + "?";
    }
}
