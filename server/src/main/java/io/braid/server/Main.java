package io.braid.server;

/** The process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Server server = new Server(EmbeddedBackend::open, System.out, System.err);
        // SIGTERM and ^C: the hook returns when everything is closed, and only then the process ends
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
        int status = server.run(System.getenv(), System.in, arguments);
        Runtime.getRuntime().halt(status);
    }
}
