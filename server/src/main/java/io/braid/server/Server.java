package io.braid.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the server, from its command line to its end. */
final class Server {
    static final int STOPPED = 0;
    static final int DID_NOT_START = 1;
    static final int MISUSED = 2;

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(9);

    private final Backend.Opener opener;
    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean failed;

    Server(Backend.Opener opener, PrintStream out, PrintStream err) {
        this.opener = opener;
        this.out = out;
        this.err = err;
    }

    /** Returns when the server has been stopped, with the exit status of the process. */
    int run(Map<String, String> environment, InputStream in, String... arguments) {
        try {
            StartOptions options = StartOptions.parse(arguments);
            if (options.help()) {
                out.println(StartOptions.USAGE);
                return STOPPED;
            }
            PlatformSettings settings = PlatformSettings.read(options.file(), environment, options.settings());
            try (DataDirectory data = DataDirectory.open(settings.get(PlatformSettings.DATA))) {
                return serve(settings, data, options.untilInputEnds() ? in : null);
            }
        } catch (SettingsException e) {
            err.println("braid: " + e.getMessage());
            return MISUSED;
        } catch (IOException e) {
            err.println("braid: " + e);
            return DID_NOT_START;
        } finally {
            stopped.countDown();
        }
    }

    /** Asks the server to stop and returns when it has, or when it takes too long. Any thread may call it. */
    void stop() {
        asked.countDown();
        try {
            if (!stopped.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                err.println("braid: did not stop within " + STOP_TIMEOUT.toSeconds() + " s, leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int serve(PlatformSettings settings, DataDirectory data, @Nullable InputStream in) {
        // Both before the first class that logs or makes temporary files is loaded; hence no logger in this class.
        System.setProperty("java.io.tmpdir", data.scratch().toString());
        System.setProperty("braid.data", data.root().toString());
        out.println("Braid " + Version.text() + " starts, data in " + data.root());
        try (Platform platform = Platform.start(settings, data, opener)) {
            if (in != null) {
                stopAtEndOf(in);
            }
            Thread ready = new Thread(() -> announce(platform, data), "announce");
            ready.setDaemon(true);
            ready.start();
            asked.await();
            return failed ? DID_NOT_START : STOPPED;
        } catch (InterruptedException e) {
            return STOPPED;
        } catch (Exception | LinkageError e) {
            // a class that does not fit is an installation gone wrong; threads of others would keep the process alive
            err.println(
                    "braid: did not start: " + reason(e) + "; " + data.root().resolve("logs") + " says more");
            return DID_NOT_START;
        }
    }

    private void announce(Platform platform, DataDirectory data) {
        try {
            platform.awaitReady();
            out.print(summary(platform, data.token()));
            out.println("ready " + platform.url());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            err.println(
                    "braid: did not start: " + reason(e) + "; " + data.root().resolve("logs") + " says more");
            failed = true;
            asked.countDown();
        }
    }

    private static String summary(Platform platform, Path token) {
        StringBuilder text = new StringBuilder();
        line(text, "api", platform.url());
        line(text, "token", token.toString());
        platform.endpoints().forEach((name, address) -> line(text, name, address));
        for (Readiness.Component component : platform.readiness().components()) {
            if (!component.note().isEmpty()) {
                line(text, "note", component.name() + ": " + component.note());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-6s %s%n", name, value));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void stopAtEndOf(InputStream in) {
        Thread thread = new Thread(
                () -> {
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        err.println("braid: standard input broke, stopping");
                    }
                    asked.countDown();
                },
                "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }
}
