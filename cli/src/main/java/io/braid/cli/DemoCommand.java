package io.braid.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server with trial data and a few queries over it, gone without a trace afterwards. */
@Command(
        name = "demo",
        description = "Start a server with trial data, run queries over it, and say how to connect. ^C ends all of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--once",
            description = "Stop when everything was shown; the exit status says whether it was right.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the server's data here (default: a temporary directory, deleted at the end).")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryServer server = TemporaryServer.start(data, out)) {
            new Demo(server.url(), server.data(), out).run();
            if (!once) {
                out.println("The server runs until you press ^C.");
                out.flush();
                server.await();
            }
            return 0;
        } catch (TerminalException e) {
            spec.commandLine().getErr().println("demo failed: " + e.getMessage());
            return Main.SQL_FAILED;
        } finally {
            out.flush();
        }
    }
}
