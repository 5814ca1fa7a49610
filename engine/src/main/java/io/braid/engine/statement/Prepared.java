package io.braid.engine.statement;

import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.engine.security.Access;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A statement that is understood: what it needs, what it is, and what it would do. Nothing has happened yet.
 *
 * @param explanation what DESCRIBE shows of it
 * @param rehearsal finds out what would be refused only while it is done, and does nothing else; DESCRIBE runs it
 */
public record Prepared(List<Access> needs, Explanation explanation, Runnable rehearsal, Action action) {
    public Prepared {
        needs = List.copyOf(needs);
    }

    /** What remains to be done once it is allowed. */
    public sealed interface Action {}

    /** Changes the catalog and nothing else; can be rehearsed. */
    public record Change(Function<CatalogTransaction, StatementResult> work) implements Action {}

    /** Reads the catalog. */
    public record Read(Function<CatalogView, StatementResult> work) implements Action {}

    /** Touches the world outside the catalog. */
    public record Outside(Supplier<StatementResult> work) implements Action {}

    public static Builder needing(Access... needs) {
        return needing(List.of(needs));
    }

    public static Builder needing(List<Access> needs) {
        return new Builder(needs, Explanation.of("COMMAND"), () -> {});
    }

    /** Nothing is left to do: the answer is known already. */
    public static Prepared answered(Artifact row) {
        StatementResult done = StatementResult.Done.of(row);
        return needing().read(view -> done);
    }

    /** Needs and explanation, waiting for the action. */
    public record Builder(List<Access> needs, Explanation explanation, Runnable rehearsal) {
        public Builder explained(Explanation explanation) {
            return new Builder(needs, explanation, rehearsal);
        }

        public Builder rehearsed(Runnable rehearsal) {
            return new Builder(needs, explanation, rehearsal);
        }

        public Prepared then(Function<CatalogTransaction, StatementResult> work) {
            return new Prepared(needs, explanation, rehearsal, new Change(work));
        }

        public Prepared read(Function<CatalogView, StatementResult> work) {
            return new Prepared(needs, explanation, rehearsal, new Read(work));
        }

        public Prepared outside(Supplier<StatementResult> work) {
            return new Prepared(needs, explanation, rehearsal, new Outside(work));
        }
    }
}
