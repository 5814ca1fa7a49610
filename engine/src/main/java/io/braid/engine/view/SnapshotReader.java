package io.braid.engine.view;

import io.braid.catalog.Relation;
import io.braid.engine.eval.SnapshotQuery;
import io.braid.engine.eval.SnapshotSource;
import io.braid.engine.eval.SourceResolver;
import io.braid.engine.listing.SystemTables;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Cancellation;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.RowType;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import io.braid.view.ViewStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SELECT over materialized views and system tables: the rows of now, and then it ends. No job is started for it. */
public final class SnapshotReader {
    private final ViewStore views;
    private final SystemTables system;
    private final long rowLimit;

    /** @param rowLimit rows that sorting, grouping and joining may hold */
    public SnapshotReader(ViewStore views, SystemTables system, long rowLimit) {
        this.views = views;
        this.system = system;
        this.rowLimit = rowLimit;
    }

    /** Whether everything the query reads is a view or a system table; one without FROM reads nothing at all. */
    public boolean answers(Query query, StatementContext context) {
        return RelationNames.in(query).stream().allMatch(name -> isSnapshot(name, context));
    }

    private boolean isSnapshot(QualifiedName name, StatementContext context) {
        return system.find(name, context).isPresent()
                || findRelation(name, context)
                        .map(relation -> relation.kind() == Relation.Kind.MATERIALIZED_VIEW)
                        .orElse(false);
    }

    private static Optional<Relation> findRelation(QualifiedName name, StatementContext context) {
        return name.size() > 3
                        || (name.size() < 3 && context.session().findDatabase().isEmpty())
                ? Optional.empty()
                : context.findRelation(context.session().relationPath(name));
    }

    public Prepared prepare(Query query, StatementContext context) {
        Map<String, Relation> read = new LinkedHashMap<>();
        Cancellation cancellation = context.session().cancellation();
        SourceResolver sources = name -> new CancellableSource(source(name, context, read), cancellation);
        SnapshotQuery compiled = SnapshotQuery.compile(query, sources, rowLimit);
        List<Access> needs = read.values().stream()
                .map(relation -> Access.on(relation, Privilege.SELECT))
                .toList();
        Explanation explanation = new Explanation(
                "SELECT", null, null, read.values().stream().map(Described::of).toList());
        return Prepared.needing(needs)
                .explained(explanation)
                .outside(() -> new StatementResult.Table(compiled.columns(), rows(compiled.run())));
    }

    private SnapshotSource source(QualifiedName name, StatementContext context, Map<String, Relation> read) {
        Optional<SnapshotSource> table = system.find(name, context);
        if (table.isPresent()) {
            return table.get();
        }
        Relation view = context.requireRelation(name);
        read.put(view.id().toString(), view);
        return new ViewSource(views, view.id(), view.columns());
    }

    /** A source that stops giving rows when nobody wants them any more, whatever is done with them. */
    private record CancellableSource(SnapshotSource source, Cancellation cancellation) implements SnapshotSource {
        @Override
        public RowType columns() {
            return source.columns();
        }

        @Override
        public ViewRows scan(ViewScan scan) {
            ViewRows rows = source.scan(scan);
            return new ViewRows() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public @Nullable Object[] next() {
                    cancellation.check();
                    return rows.next();
                }

                @Override
                public void close() {
                    rows.close();
                }
            };
        }
    }

    private record ViewSource(ViewStore views, UUID view, RowType columns) implements SnapshotSource {
        @Override
        public ViewRows scan(ViewScan scan) {
            return views.scan(view, scan);
        }
    }

    private static StatementResult.Rows rows(ViewRows rows) {
        return new StatementResult.Rows() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
