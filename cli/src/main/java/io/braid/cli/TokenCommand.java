package io.braid.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the token, for scripts: {@code curl -H "Authorization: Bearer $(braid token)"}. */
@Command(
        name = "token",
        description = "Print the API token that other commands would use.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    @Mixin
    private Connection connection = new Connection();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().println(connection.token());
    }
}
