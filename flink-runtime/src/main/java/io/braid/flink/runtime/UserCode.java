package io.braid.flink.runtime;

import io.braid.catalog.UserFunction;
import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.run.FunctionCandidate;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.util.FlinkUserCodeClassLoaders;
import org.apache.flink.util.MutableURLClassLoader;
import org.apache.flink.util.StringUtils;

/** The classes of functions that users brought along, as planning and checking see them. Closed when that is done. */
final class UserCode implements AutoCloseable {
    private static final String CANDIDATE = "candidate";
    private static final Set<DataType.Kind> LENGTHY = Set.of(DataType.Kind.VARCHAR, DataType.Kind.VARBINARY);

    static {
        // A loader that closes takes the file of a cached connection away from the others on the same jar.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final MutableURLClassLoader loader;

    private UserCode(List<Path> files) {
        URL[] urls = files.stream().distinct().map(UserCode::url).toArray(URL[]::new);
        // the order that a job has, or a class could be found here and another one there
        this.loader = FlinkUserCodeClassLoaders.create(urls, UserCode.class.getClassLoader(), new Configuration());
    }

    static UserCode of(List<BoundFunction> functions) {
        return new UserCode(functions.stream().map(BoundFunction::file).toList());
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** @throws StatementException 3D017 when there is no such class, or it is no function */
    Class<? extends UserDefinedFunction> load(String className) {
        try {
            return Class.forName(className, true, loader).asSubclass(UserDefinedFunction.class);
        } catch (ClassNotFoundException e) {
            throw refused("class \"%s\" does not exist in the function source", className)
                    .causedBy(e);
        } catch (ClassCastException e) {
            throw refused("class \"%s\" is no function", className)
                    .hint("it has to extend ScalarFunction, AggregateFunction or TableFunction of Flink")
                    .causedBy(e);
        } catch (LinkageError e) {
            throw refused("class \"%s\" cannot be loaded: %s", className, String.valueOf(e.getMessage()))
                    .hint("the jar has to hold what its classes need, and be built for Java 17 or older")
                    .causedBy(e);
        }
    }

    /** What the candidate is, once its class fits its signature. */
    static UserFunction.Kind check(FunctionCandidate candidate, PlannerPool planners) {
        try (UserCode code = new UserCode(List.of(candidate.file()))) {
            UserFunction.Kind kind = kind(code.load(candidate.className()));
            BoundFunction function = new BoundFunction(CANDIDATE, candidate.className(), candidate.file(), Map.of());
            RowType given;
            try {
                given = planners.with(List.of(function), session -> session.analyze(call(kind, candidate)));
            } catch (RuntimeException e) {
                throw refused("class \"%s\" cannot be called as %s: %s", candidate.className(), call(candidate), why(e))
                        .causedBy(e);
            }
            requireType(candidate, kind, given);
            return kind;
        }
    }

    private static UserFunction.Kind kind(Class<?> type) {
        if (ScalarFunction.class.isAssignableFrom(type)) {
            return UserFunction.Kind.SCALAR;
        }
        if (AggregateFunction.class.isAssignableFrom(type)) {
            return UserFunction.Kind.AGGREGATE;
        }
        if (TableFunction.class.isAssignableFrom(type)) {
            return UserFunction.Kind.TABLE;
        }
        throw StatementException.of(
                        ErrorCode.FEATURE_NOT_SUPPORTED,
                        "functions of the kind of class \"%s\" are not supported",
                        type.getName())
                .hint("ScalarFunction, AggregateFunction and TableFunction are");
    }

    /** A query that calls it once. */
    private static String call(UserFunction.Kind kind, FunctionCandidate candidate) {
        String arguments = candidate.arguments().stream()
                .map(type -> "CAST(NULL AS " + io.braid.engine.analysis.Types.flink(type) + ")")
                .collect(Collectors.joining(", "));
        String call = CANDIDATE + "(" + arguments + ")";
        return kind == UserFunction.Kind.TABLE
                ? "SELECT r.* FROM (VALUES (1)) AS v (n), LATERAL TABLE(" + call + ") AS r"
                : "SELECT " + call + " FROM (VALUES (1)) AS v (n)";
    }

    private static String call(FunctionCandidate candidate) {
        return candidate.name() + "("
                + candidate.arguments().stream().map(DataType::toString).collect(Collectors.joining(", ")) + ")";
    }

    private static void requireType(FunctionCandidate candidate, UserFunction.Kind kind, RowType given) {
        List<DataType> types =
                given.columns().stream().map(io.braid.spi.Column::type).toList();
        boolean one = types.size() == 1 && same(types.get(0), candidate.returns());
        boolean row = kind == UserFunction.Kind.TABLE
                && candidate.returns() instanceof DataType.StructOf said
                && said.fields().stream().map(io.braid.spi.Field::type).toList().equals(types);
        if (!one && !row) {
            throw refused(
                    "class \"%s\" returns %s, the statement says %s",
                    candidate.className(),
                    types.size() == 1 ? types.get(0).toString() : types.toString(),
                    candidate.returns().toString());
        }
    }

    /** Lengths of texts and bytes are not told apart: Java's types know none. */
    private static boolean same(DataType given, DataType said) {
        return given.equals(said) || (given.kind() == said.kind() && LENGTHY.contains(said.kind()));
    }

    /** The innermost reason, which names the method that was looked for. */
    private static String why(Throwable error) {
        Throwable reason = error;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        String text = String.valueOf(reason.getMessage()).strip();
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return StringUtils.isNullOrWhitespaceOnly(line) ? "it does not say why" : line;
    }

    private static StatementException refused(String text, String... names) {
        return StatementException.of(ErrorCode.INVALID_FUNCTION, text, (Object[]) names);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
