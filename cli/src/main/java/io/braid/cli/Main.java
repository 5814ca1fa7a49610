package io.braid.cli;

import io.braid.client.ServerException;
import io.braid.client.SqlException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The terminal. */
@Command(
        name = "braid",
        description = "SQL over streams.",
        subcommands = {
            SqlCommand.class,
            TokenCommand.class,
            DemoCommand.class,
            ExampleCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "\"braid start\" runs the server; \"braid start --help\" says how."})
public final class Main {
    /** The statement failed. */
    static final int SQL_FAILED = 1;
    /** The server could not be reached or refused; 2 is a command line that cannot be understood. */
    static final int NO_SERVER = 3;

    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures());
    }

    /** What went wrong, in one line: the stack says nothing to whoever typed the statement. */
    private static IExecutionExceptionHandler failures() {
        return (failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof SqlException sql) {
                err.println("error " + sql.sqlState() + ": " + sql.getMessage());
                return SQL_FAILED;
            }
            if (failure instanceof ServerException || failure instanceof TerminalException) {
                err.println("braid: " + failure.getMessage());
                return NO_SERVER;
            }
            throw failure;
        };
    }
}
