package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.catalog.UserFunction;
import io.braid.engine.analysis.Relations.KnownFunction;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.JobPlan.ViewSpec;
import io.braid.engine.plan.SourceMarks;
import io.braid.engine.plan.TableSpec;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been gathered for one job so far. Used by one thread, for one statement. */
final class PlanParts {
    private final List<TableSpec> sources = new ArrayList<>();
    private final List<ViewSpec> views = new ArrayList<>();
    private final Map<UUID, Relation> relations = new LinkedHashMap<>();
    private final Map<String, String> stateTtl = new LinkedHashMap<>();
    private final Map<UUID, FunctionSpec> functions = new LinkedHashMap<>();
    private final boolean withKeys;
    private final Marking marking;
    /** Names of virtual relations, and what they stand for. */
    private final Map<List<String>, CommonTables.Entry> virtual = new LinkedHashMap<>();
    /** In an application: tables that are there already, by all that makes them different. */
    private final @Nullable Map<TableSpec, String> alike;

    private Relations known;

    /** @param withKeys whether {@code rowkey()} occurs, so that keys have to be read */
    PlanParts(boolean withKeys, Relations known, Marking marking) {
        this(withKeys, known, marking, null);
    }

    private PlanParts(boolean withKeys, Relations known, Marking marking, @Nullable Map<TableSpec, String> alike) {
        this.withKeys = withKeys;
        this.marking = marking;
        this.known = known;
        this.alike = alike;
    }

    /** The parts of several statements that become one job. */
    static PlanParts shared(boolean withKeys, Marking marking) {
        Relations nothing = name -> {
            throw new IllegalStateException("no statement has begun");
        };
        return new PlanParts(withKeys, nothing, marking, new LinkedHashMap<>());
    }

    /** The next statement of several begins; names mean what they mean to it. */
    void begin(Relations known) {
        this.known = known;
        stateTtl.clear();
    }

    /** The SQL of an expression, with a mark of where the user wrote it when marks are wanted. */
    String marked(Position at, String sql) {
        return marking == Marking.PLACES ? SourceMarks.marked(at, sql) : sql;
    }

    Relation require(QualifiedName name) {
        return known.require(name);
    }

    void declare(QualifiedName name, CompiledQuery query) {
        virtual.put(name.values(), new CommonTables.Entry(view(name.last().value(), query.sql()), query));
    }

    Optional<CommonTables.Entry> findVirtual(QualifiedName name) {
        return Optional.ofNullable(virtual.get(name.values()));
    }

    /**
     * The function of a user that the call means, which the job needs from now on; null when there is none of the name.
     *
     * @throws StatementException 3D017 when those of the name take another number of arguments
     */
    @Nullable
    UserFunction function(Call call) {
        List<KnownFunction> named = call.name().isSimple() ? known.functions(call.function()) : List.of();
        if (named.isEmpty()) {
            return null;
        }
        KnownFunction found = named.stream()
                .filter(candidate ->
                        candidate.function().arity() == call.arguments().size())
                .findFirst()
                .orElseThrow(() -> FlinkSql.at(
                        call.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_FUNCTION,
                                        "function \"%s\" does not take %d arguments",
                                        call.function(),
                                        call.arguments().size())
                                .hint("there is "
                                        + named.stream()
                                                .map(candidate ->
                                                        candidate.function().signature())
                                                .collect(Collectors.joining(", ")))));
        UserFunction function = found.function();
        functions.put(
                function.id(),
                new FunctionSpec(
                        function.id(),
                        nameInPlans(function),
                        function.className(),
                        function.source(),
                        found.sha256(),
                        FunctionSecrets.of(function)));
        return function;
    }

    /** What a job calls it: no function of the language has such a name. */
    static String nameInPlans(UserFunction function) {
        return function.name() + "$" + function.arity();
    }

    List<FunctionSpec> functions() {
        return List.copyOf(functions.values());
    }

    List<TableSpec> sources() {
        return sources;
    }

    List<ViewSpec> views() {
        return views;
    }

    List<Relation> relations() {
        return List.copyOf(relations.values());
    }

    /** Adds the table of a relation reference and returns its name. */
    String source(Relation relation, Settings settings) {
        relations.put(relation.id(), relation);
        // without a name yet, so that tables that are alike are equal
        TableSpec table = SourceTables.table("", relation, settings, readsKey(relation));
        return alike == null
                ? added(relation, table)
                // tables that are alike are read once only when they are one
                : alike.computeIfAbsent(table, unseen -> added(relation, unseen));
    }

    /** Whether the hidden columns of the row key are there. */
    boolean readsKey(Relation relation) {
        return withKeys && SourceTables.findKey(relation).isPresent();
    }

    private String added(Relation relation, TableSpec table) {
        String name = relation.name() + "$" + (sources.size() + 1);
        sources.add(table.named(name));
        return name;
    }

    String view(String name, String select) {
        String unique = name + "$v" + (views.size() + 1);
        views.add(new ViewSpec(unique, select));
        return unique;
    }

    void keepStateOf(String alias, String duration) {
        stateTtl.put(alias, duration);
    }

    String hints() {
        return stateTtl.isEmpty()
                ? ""
                : stateTtl.entrySet().stream()
                        .map(entry -> FlinkSql.text(entry.getKey()) + " = " + FlinkSql.text(entry.getValue()))
                        .collect(Collectors.joining(", ", "/*+ STATE_TTL(", ") */ "));
    }
}
