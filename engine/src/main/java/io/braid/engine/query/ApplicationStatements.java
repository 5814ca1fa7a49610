package io.braid.engine.query;

import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Relation;
import io.braid.engine.analysis.AnalyzedQuery;
import io.braid.engine.analysis.ApplicationAnalyzer;
import io.braid.engine.analysis.Marking;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.context.SessionStatements;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.relation.RelationStatements.NewRelation;
import io.braid.engine.security.Access;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.QueryStatement.CreateRelationAs.Persistence;
import io.braid.sql.tree.QueryStatement.InsertInto;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import io.braid.sql.tree.SessionStatement.Use;
import io.braid.sql.tree.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * BEGIN APPLICATION … END APPLICATION: several statements that happen together or not at all, and whose SELECTs are one
 * job that reads each of its sources once.
 */
final class ApplicationStatements {
    private static final String VIRTUAL = "virtual";
    private static final Set<ObjectType> USED = Set.of(ObjectType.DATABASE, ObjectType.SCHEMA, ObjectType.STORE);

    private final QueryPlanner planner;
    private final Launcher launcher;
    private final CreateAs createAs;
    private final CreateView createView;
    private final InsertQuery insertQuery;
    private final RelationStatements relations;

    ApplicationStatements(
            QueryPlanner planner,
            Launcher launcher,
            CreateAs createAs,
            CreateView createView,
            InsertQuery insertQuery,
            RelationStatements relations) {
        this.planner = planner;
        this.launcher = launcher;
        this.createAs = createAs;
        this.createView = createView;
        this.insertQuery = insertQuery;
        this.relations = relations;
    }

    Prepared prepare(BeginApplication application, StatementContext context) {
        return Marking.planning(marking -> {
            Body body = new Body(application, context, marking);
            application.body().forEach(body::read);
            return body.prepared();
        });
    }

    /** What the statements of one application add up to. Used by one thread. */
    private final class Body {
        private final BeginApplication application;
        private final ApplicationAnalyzer analyzer;
        private final ApplicationPlan plan = new ApplicationPlan();
        private final List<Access> needs = new ArrayList<>();
        private final List<NewRelation> created = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();
        private final Map<UUID, Relation> sources = new LinkedHashMap<>();
        private final StatementContext outer;
        private StatementContext context;

        Body(BeginApplication application, StatementContext context, Marking marking) {
            this.application = application;
            this.outer = context;
            this.context = context;
            this.analyzer = new ApplicationAnalyzer(context.text(), application.properties(), marking);
        }

        void read(ParsedStatement parsed) {
            Statement statement = parsed.statement();
            plan.statement(parsed.text());
            if (statement instanceof Use use && USED.contains(use.type())) {
                needs.addAll(SessionStatements.needs(use.type(), use.name(), context));
                context = context.in(SessionStatements.target(use.type(), use.name(), context));
            } else if (statement instanceof CreateRelation create) {
                declare(create);
            } else if (statement instanceof CreateRelationAs create && isVirtual(create)) {
                declareVirtual(create);
            } else if (statement instanceof CreateRelationAs create) {
                add(understand(create));
            } else if (statement instanceof InsertInto insert) {
                add(insertQuery.understand(
                        insert, analyzed(insert.query()), InsertQuery.requireSink(insert, context), context));
            } else {
                throw StatementContext.at(
                        statement.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "this statement is not possible inside of an APPLICATION")
                                .hint("possible are USE DATABASE, SCHEMA and STORE, CREATE STREAM and CHANGELOG, CREATE"
                                        + " … AS SELECT, CREATE MATERIALIZED VIEW and INSERT INTO"));
            }
        }

        private static boolean isVirtual(CreateRelationAs create) {
            boolean named =
                    create.name().size() == 3 && create.name().first().value().equals(VIRTUAL);
            boolean said = create.persistence() == Persistence.VIRTUAL;
            if (said && !named) {
                throw StatementContext.at(
                        create.name().at(),
                        StatementException.of(
                                        ErrorCode.INVALID_RELATION,
                                        "\"%s\" is no name of a virtual relation",
                                        create.name())
                                .hint("it has three parts, the first of them virtual"));
            }
            return named;
        }

        private void declare(CreateRelation create) {
            NewRelation relation = relations.understand(create, context);
            requireNew(relation.relation(), create.name().at());
            needs.addAll(relation.needs());
            plan.creates(Described.of(relation.relation()), false);
            created.add(relation);
            context = context.with(relation.relation());
        }

        private void declareVirtual(CreateRelationAs create) {
            if (!create.properties().isEmpty()) {
                throw StatementContext.at(
                        create.properties().get(0).at(),
                        StatementException.of(ErrorCode.INVALID_PARAMETER, "a virtual relation has no parameters"));
            }
            ResultKind kind = analyzer.declare(create.name(), create.query(), new SeenNames(context));
            CreateAs.requireKind(create, kind);
            plan.creates(
                    new Described(
                            context.organization(),
                            Relation.Kind.valueOf(create.kind().name()),
                            VIRTUAL,
                            create.name().values().get(1),
                            create.name().last().value(),
                            ""),
                    true);
        }

        private Write understand(CreateRelationAs create) {
            if (create.kind() == RelationKind.TABLE) {
                throw QueryStatements.noTables(create.at());
            }
            ContinuousQuery query = analyzed(create.query());
            return create.kind() == RelationKind.MATERIALIZED_VIEW
                    ? createView.understand(create, query, context)
                    : createAs.understand(create, query, context);
        }

        private ContinuousQuery analyzed(io.braid.sql.tree.Query query) {
            AnalyzedQuery analyzed = analyzer.analyze(query, new SeenNames(context));
            analyzed.relations().forEach(relation -> sources.put(relation.id(), relation));
            return planner.plan(analyzed, context);
        }

        private void add(Write write) {
            needs.addAll(write.needs());
            Described sink = Described.of(write.sink());
            if (write.creates()) {
                requireNew(write.sink(), write.at());
                plan.creates(sink, false);
                context = context.with(write.sink());
            }
            plan.writes(sink);
            writes.add(write);
        }

        private void requireNew(Relation relation, io.braid.sql.tree.Position at) {
            if (context.isPending(relation)) {
                throw StatementContext.at(at, RelationStatements.exists(relation));
            }
        }

        Prepared prepared() {
            if (writes.isEmpty()) {
                throw StatementContext.at(
                        application.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "application \"%s\" has no query",
                                        application.name().value())
                                .hint("it needs an INSERT INTO or a CREATE … AS SELECT of a relation that is not"
                                        + " virtual"));
            }
            sources.values().forEach(relation -> plan.reads(Described.of(relation)));
            // what the application makes itself needs no privilege beside that of making it
            Set<String> own = new LinkedHashSet<>();
            created.forEach(relation -> own.add(Access.target(relation.relation())));
            writes.stream().filter(Write::creates).forEach(write -> own.add(Access.target(write.sink())));
            needs.removeIf(need -> need.kind().equals("relation") && own.contains(need.target()));
            needs.addAll(PoolObjects.toUse(PoolObjects.current(outer)));
            Launcher.Order order = new Launcher.Order(
                    UUID.randomUUID(),
                    outer.organization(),
                    outer.text(),
                    outer.session().computePool(),
                    application.name().value(),
                    List.copyOf(sources.values()),
                    writes.stream().map(Write::sink).distinct().toList(),
                    ResumePoint.find(analyzer.properties(), application.at(), outer)
                            .orElse(null),
                    outer.audit());
            return Prepared.needing(needs.stream().distinct().toList())
                    .explained(plan.explanation())
                    .rehearsed(() -> launcher.rehearse(order.organization(), planned(order, 1), application.at()))
                    .outside(() -> launch(order));
        }

        private JobPlan planned(Launcher.Order order, long version) {
            List<InsertSpec> inserts = new ArrayList<>();
            for (Write write : writes) {
                inserts.add(write.table().insert(SinkTables.NAME + (inserts.size() + 1), order.id(), version));
            }
            return analyzer.plan(order.id().toString(), inserts);
        }

        private StatementResult launch(Launcher.Order order) {
            launcher.requireRoom(order.organization(), order.computePool());
            created.forEach(relations::requireFree);
            writes.forEach(launcher::requireFree);
            long version = launcher.nextVersion(order.organization(), order.name());
            JobPlan job = planned(order, version);
            Supplier<StatementResult> work = () -> result(launcher.launch(order, version, job, this::record));
            // inside out: what is written first is in place first
            for (int i = writes.size() - 1; i >= 0; i--) {
                Write write = writes.get(i);
                Supplier<StatementResult> inner = work;
                work = () -> write.place().with(inner);
            }
            for (int i = created.size() - 1; i >= 0; i--) {
                NewRelation relation = created.get(i);
                Supplier<StatementResult> inner = work;
                work = () -> relations.with(relation, inner);
            }
            return work.get();
        }

        private void record(CatalogTransaction transaction) {
            created.forEach(relation -> transaction.createRelation(relation.relation()));
            writes.stream().filter(Write::creates).forEach(write -> transaction.createRelation(write.sink()));
        }

        /** The query comes first: one official client reads no further. */
        private StatementResult result(Artifact launched) {
            List<Artifact> rows = new ArrayList<>(List.of(launched));
            created.forEach(relation -> rows.add(RelationStatements.created(relation.relation())));
            writes.stream().filter(Write::creates).forEach(write -> rows.add(RelationStatements.created(write.sink())));
            return new Done(rows, null);
        }
    }
}
