package io.braid.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller inside this process, on loopback only: for trials and tests. Its data lives in one
 * directory and is there again after a restart, also after a crash. Shared between threads; {@link #close()} may be
 * called twice.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TRIES_FOR_A_FREE_PORT = 3;

    /** Closing a file releases the locks that this process holds on it, so a lock alone cannot tell. */
    private static final Set<Path> DIRECTORIES_IN_USE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final int port;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(Path directory, int port, KafkaRaftServer server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** @param port to listen on, 0 for any that is free */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /**
     * @param overrides broker properties that replace ours; {@code listeners} are added to ours, not put in their place
     * @throws BrokerStartException when port or directory are taken, or Kafka refuses to start
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> overrides) {
        Path home = directory.toAbsolutePath().normalize();
        if (!DIRECTORIES_IN_USE.add(home)) {
            throw directoryInUse(home);
        }
        boolean started = false;
        try {
            createDirectory(home);
            requireUnlocked(home);
            EmbeddedBroker broker = port == 0 ? startAnywhere(home, overrides) : startAt(home, port, overrides);
            started = true;
            return broker;
        } finally {
            if (!started) {
                DIRECTORIES_IN_USE.remove(home);
            }
        }
    }

    /** A port that was free a moment ago, on loopback. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Where clients connect: {@code 127.0.0.1:9092}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            DIRECTORIES_IN_USE.remove(directory);
        }
        log.atInfo().addKeyValue("bootstrap", bootstrap()).log("embedded broker stopped");
    }

    /** Between asking for a free port and listening on it someone else may take it. */
    private static EmbeddedBroker startAnywhere(Path directory, Map<String, String> overrides) {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                return startAt(directory, port, overrides);
            } catch (BrokerStartException e) {
                if (attempt == TRIES_FOR_A_FREE_PORT || isFree(port)) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedBroker startAt(Path directory, int port, Map<String, String> overrides) {
        if (!isFree(port)) {
            throw new BrokerStartException("port " + port + " for the embedded broker is already in use");
        }
        Properties properties = BrokerProperties.of(directory, port, freePort(), overrides);
        endTheProcessNever();
        format(directory);
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            server.startup();
        } catch (RuntimeException | Error e) {
            if (server != null) {
                stopHalfStarted(server);
            }
            throw notStarted(directory, e);
        }
        EmbeddedBroker broker = new EmbeddedBroker(directory, port, server);
        log.atInfo().addKeyValue("bootstrap", broker.bootstrap()).log("embedded broker started");
        return broker;
    }

    /** Kafka ends the process when a port is taken or a disk fails; that decision is not its to make here. */
    private static void endTheProcessNever() {
        Exit.setExitProcedure(EmbeddedBroker::refuseToEnd);
        Exit.setHaltProcedure(EmbeddedBroker::refuseToEnd);
    }

    private static void refuseToEnd(int status, @Nullable String message) {
        String reason = message == null ? "status " + status : message;
        log.atError().log("the embedded broker cannot go on: {}", reason);
        throw new IllegalStateException("the embedded broker cannot go on: " + reason);
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BrokerStartException("cannot create the directory \"" + directory + "\" of the broker", e);
        }
    }

    private static void requireUnlocked(Path directory) {
        Path file = directory.resolve(".lock");
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw directoryInUse(directory);
            }
        } catch (IOException e) {
            throw new BrokerStartException("cannot write to the directory \"" + directory + "\" of the broker", e);
        }
    }

    private static void format(Path directory) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new BrokerStartException("cannot prepare the directory \"" + directory + "\" for the broker", e);
        }
        log.debug("{}", said.toString(StandardCharsets.UTF_8));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void stopHalfStarted(KafkaRaftServer server) {
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("a broker that did not start did not stop either");
        }
    }

    private static BrokerStartException notStarted(Path directory, Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).contains("Failed to acquire lock on file .lock")) {
                return directoryInUse(directory);
            }
        }
        return new BrokerStartException("the embedded broker did not start: " + cause.getMessage(), cause);
    }

    private static BrokerStartException directoryInUse(Path directory) {
        return new BrokerStartException("another server is using the directory \"" + directory + "\" of the broker");
    }
}
