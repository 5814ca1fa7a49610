package io.braid.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import io.braid.examples.Application;
import io.braid.examples.Applications;
import io.braid.examples.Run;
import io.braid.examples.Run.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One of the examples on a server of its own, gone without a trace afterwards. */
@Command(
        name = "example",
        description = "Start a server, run one of the examples on it, and show its answers. ^C ends all of it.",
        mixinStandardHelpOptions = true)
final class ExampleCommand implements Callable<Integer> {
    /** Answers that stay the same for so long are taken for the last ones. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one; without it they are listed.")
    private @Nullable String name;

    @Option(names = "--once", description = "Stop when the answers were shown.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            Applications.ALL.forEach(it -> out.println(it.name()));
            return 0;
        }
        Application application = Applications.find(name)
                .orElseThrow(() -> new TerminalException("there is no example \"" + name + "\"; there are "
                        + String.join(
                                ", ",
                                Applications.ALL.stream().map(Application::name).toList())));
        try (TemporaryServer server = TemporaryServer.start(out)) {
            show(application, server, out);
            if (!once) {
                out.println("The server runs until you press ^C: " + server.url() + ", data in " + server.data());
                out.flush();
                server.await();
            }
            return 0;
        } finally {
            out.flush();
        }
    }

    private static void show(Application application, TemporaryServer server, PrintWriter out) throws IOException {
        String token = Files.readString(server.data().resolve("token")).strip();
        Run run = new Run(application, BraidClient.of(URI.create(server.url()), token));
        out.println("Running examples/" + application.name() + "/app.sql and its events");
        out.flush();
        run.make();
        run.feed(kafka(server.data()), Run.SEED);
        for (Answer answer : settled(run)) {
            out.println();
            out.println("> " + answer.question().replace("\n", "\n  "));
            TablePrinter table = new TablePrinter(out);
            table.begin(answer.columns(), answer.columns());
            answer.rows().forEach(table::row);
            table.end();
        }
    }

    private static String kafka(Path data) throws IOException {
        JsonNode endpoints = new ObjectMapper().readTree(Files.readAllBytes(data.resolve("endpoints.json")));
        return endpoints.get("kafka").asText();
    }

    /** The answers once there are some to every question and they do not change any more. */
    private static List<Answer> settled(Run run) {
        long started = System.nanoTime();
        long since = started;
        List<Answer> last = run.ask();
        while (true) {
            LockSupport.parkNanos(PAUSE.toNanos());
            List<Answer> now = run.ask();
            boolean empty = now.stream().anyMatch(answer -> answer.rows().isEmpty());
            if (empty || !now.equals(last)) {
                since = System.nanoTime();
            }
            last = now;
            if (System.nanoTime() - since > QUIET.toNanos()) {
                return last;
            }
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                throw new TerminalException(
                        "not all questions had an answer within " + PATIENCE.toMinutes() + " minutes");
            }
        }
    }
}
