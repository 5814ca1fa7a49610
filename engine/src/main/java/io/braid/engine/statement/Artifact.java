package io.braid.engine.statement;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.JsonText;
import io.braid.spi.RowType;
import java.util.List;
import java.util.Locale;

/**
 * One row of the answer to a statement that changes something. Official clients read the five columns by position.
 *
 * @param type lower case: {@code stream}, {@code query} …
 * @param name of the object; of a query its id
 */
public record Artifact(String type, String name, String command, String summary, List<String> path) {
    public static final RowType COLUMNS = RowType.of(
            Column.of("Type", DataType.VARCHAR),
            Column.of("Name", DataType.VARCHAR),
            Column.of("Command", DataType.VARCHAR),
            Column.of("Summary", DataType.VARCHAR),
            Column.of("Path", DataType.VARCHAR));

    private static final DataType PATH = DataType.array(DataType.VARCHAR);

    public Artifact {
        path = List.copyOf(path);
    }

    public static Artifact created(String type, String name, List<String> path) {
        return done(type, name, "CREATE", "created", path);
    }

    public static Artifact dropped(String type, String name, List<String> path) {
        return done(type, name, "DROP", "dropped", path);
    }

    /** CREATE … IF NOT EXISTS of what exists. */
    public static Artifact alreadyThere(String type, String name, List<String> path) {
        return skipped(type, name, "CREATE", "already exists", path);
    }

    /** DROP … IF EXISTS of what does not exist. */
    public static Artifact notThere(String type, String name, List<String> path) {
        return skipped(type, name, "DROP", "does not exist", path);
    }

    private static Artifact skipped(String type, String name, String command, String why, List<String> path) {
        return new Artifact(type, name, command, "%s \"%s\" %s, skipped".formatted(label(type), name, why), path);
    }

    private static Artifact done(String type, String name, String command, String verb, List<String> path) {
        return new Artifact(
                type, name, command, "%s \"%s\" was successfully %s".formatted(label(type), name, verb), path);
    }

    private static String label(String type) {
        return type.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Artifacts as rows of {@link #COLUMNS}. */
    public static StatementResult.Rows rows(List<Artifact> artifacts) {
        return StatementResult.Rows.of(artifacts.stream().map(Artifact::row).toList());
    }

    private Object[] row() {
        return new Object[] {type, name, command, summary, JsonText.of(PATH, path)};
    }
}
