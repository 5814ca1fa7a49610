package io.braid.engine.analysis;

import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import java.util.List;
import java.util.Map;

/**
 * Understands the SELECTs of an application, one after the other. They share their sources: a relation that several of
 * them read in the same way is read once. Used by one thread, for one application.
 */
public final class ApplicationAnalyzer {
    private final PlanParts parts;
    private final Settings properties;

    /**
     * @param text of the whole application
     * @param properties that stand after END APPLICATION
     */
    public ApplicationAnalyzer(String text, List<Property> properties, Marking marking) {
        this.parts = PlanParts.shared(QueryAnalyzer.asksForKeys(text), marking);
        this.properties = QueryProperties.read(properties);
    }

    public Settings properties() {
        return properties;
    }

    /** A SELECT whose rows go somewhere. What it has of the job's parts is all that was gathered so far. */
    public AnalyzedQuery analyze(Query query, Relations known) {
        refuseProperties(query);
        parts.begin(known);
        return QueryAnalyzer.analyze(query, properties, parts);
    }

    /**
     * A SELECT that others of the application can read under a name.
     *
     * @param name in database {@code virtual}
     * @throws StatementException 42P017 for a name that is taken
     */
    public ResultKind declare(QualifiedName name, Query query, Relations known) {
        refuseProperties(query);
        if (parts.findVirtual(name).isPresent()) {
            throw FlinkSql.at(
                    name.at(),
                    StatementException.of(ErrorCode.DUPLICATE_RELATION, "relation \"%s\" already exists", name));
        }
        parts.begin(known);
        CompiledQuery compiled = new QueryTranslator(parts).translate(query, null, Map.of(), true);
        FromTranslator.unique(compiled.names(), name.at());
        parts.declare(name, compiled);
        return compiled.kind();
    }

    private static void refuseProperties(Query query) {
        if (!query.properties().isEmpty()) {
            throw FlinkSql.at(
                    query.properties().get(0).at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY, "QUERY WITH is not possible inside of an APPLICATION")
                            .hint("its properties stand after END APPLICATION: they are those of the one query"));
        }
    }

    /** The one job of all the SELECTs. */
    public JobPlan plan(String name, List<InsertSpec> inserts) {
        return new JobPlan(
                name,
                parts.sources(),
                parts.views(),
                inserts,
                QueryProperties.plannerOptions(properties),
                parts.functions());
    }
}
