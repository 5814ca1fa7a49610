package io.braid.engine.view;

import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The relations that a query names after FROM, common tables left out. */
public final class RelationNames {
    private final List<QualifiedName> names = new ArrayList<>();

    private RelationNames() {}

    public static List<QualifiedName> in(Query query) {
        RelationNames found = new RelationNames();
        found.query(query, Set.of());
        return found.names;
    }

    private void query(Query query, Set<String> common) {
        Set<String> visible = new HashSet<>(common);
        for (Query.CommonTable table : query.with()) {
            query(table.query(), visible);
            visible.add(table.name().value());
        }
        body(query.body(), visible);
    }

    private void body(QueryBody body, Set<String> common) {
        if (body instanceof QueryBody.Select select) {
            FromItem from = select.from();
            if (from != null) {
                from(from, common);
            }
        } else if (body instanceof QueryBody.SetOperation operation) {
            body(operation.left(), common);
            body(operation.right(), common);
        } else if (body instanceof QueryBody.Nested nested) {
            query(nested.query(), common);
        }
    }

    private void from(FromItem item, Set<String> common) {
        if (item instanceof FromItem.TableReference table) {
            name(table.name(), common);
        } else if (item instanceof FromItem.WindowedRelation window) {
            name(window.relation(), common);
        } else if (item instanceof FromItem.SubSelect select) {
            query(select.query(), common);
        } else if (item instanceof FromItem.Join join) {
            from(join.left(), common);
            from(join.right(), common);
        } else if (item instanceof MatchRecognize match) {
            from(match.input(), common);
        }
    }

    private void name(QualifiedName name, Set<String> common) {
        if (!name.isSimple() || !common.contains(name.last().value())) {
            names.add(name);
        }
    }
}
