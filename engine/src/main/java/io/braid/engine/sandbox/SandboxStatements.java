package io.braid.engine.sandbox;

import io.braid.engine.sandbox.Sandboxes.Owner;
import io.braid.engine.sandbox.Sandboxes.Seen;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.SandboxStatement.DescribeSandbox;
import io.braid.sql.tree.SandboxStatement.StartSandbox;
import io.braid.sql.tree.SandboxStatement.StopSandbox;
import java.util.List;
import java.util.function.Supplier;

/** Starts, stops and shows the sandbox of the user who asks. */
public final class SandboxStatements implements StatementHandlers.Family {
    private static final String KIND = "sandbox";

    /** Official clients read the seven columns in this order. */
    private static final RowType COLUMNS = RowType.of(
            Column.of("Status", DataType.VARCHAR),
            Column.of("Id", DataType.VARCHAR),
            Column.of("Region", DataType.VARCHAR),
            Column.of("ErrorMessages", DataType.VARCHAR),
            Column.of("FunctionSources", DataType.VARCHAR),
            Column.of("CreatedAt", DataType.timestampLtz(3)),
            Column.of("UpdatedAt", DataType.timestampLtz(3)));

    private final Sandboxes sandboxes;

    public SandboxStatements(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(StartSandbox.class, this::start)
                .on(StopSandbox.class, this::stop)
                .on(DescribeSandbox.class, this::describe);
    }

    private Prepared start(StartSandbox statement, StatementContext context) {
        // there is nothing to say of it: this refuses what is said
        Settings unused = WithClause.read(statement.properties(), List.of(), statement.at());
        Owner owner = owner(context);
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_QUERY))
                .outside(() -> placed(statement.at(), () -> {
                    sandboxes.start(owner);
                    return Done.of(artifact("START", "started"));
                }));
    }

    private Prepared stop(StopSandbox statement, StatementContext context) {
        Owner owner = owner(context);
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_QUERY))
                .outside(() -> placed(statement.at(), () -> {
                    sandboxes.stop(owner);
                    return Done.of(artifact("STOP", "stopped"));
                }));
    }

    private Prepared describe(DescribeSandbox statement, StatementContext context) {
        Owner owner = owner(context);
        return Prepared.needing().read(view -> {
            Seen seen = placed(statement.at(), () -> sandboxes.describe(owner));
            String status = seen.running() ? "RUNNING" : "STOPPED";
            Object[] row = {status, seen.id().toString(), "local", "[]", "[]", seen.createdAt(), seen.updatedAt()};
            return Table.of(COLUMNS, List.<Object[]>of(row));
        });
    }

    private static Artifact artifact(String command, String verb) {
        return new Artifact(KIND, KIND, command, "sandbox was successfully " + verb, List.of());
    }

    private static Owner owner(StatementContext context) {
        return new Owner(context.organization(), context.session().caller().user());
    }

    private static <T> T placed(Position at, Supplier<T> work) {
        try {
            return work.get();
        } catch (StatementException e) {
            throw StatementContext.at(at, e);
        }
    }
}
