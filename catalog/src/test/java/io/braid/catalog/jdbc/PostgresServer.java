package io.braid.catalog.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of this test's own, made from the programs that are installed on the machine. */
final class PostgresServer {
    private final Path programs;
    private final Path folder;
    private final int port;
    private final List<String> asSomeone;

    private PostgresServer(Path programs, Path folder, int port, List<String> asSomeone) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.asSomeone = asSomeone;
    }

    /** The folder with initdb and pg_ctl, if there is one. */
    static Optional<Path> programs() {
        Stream<Path> path = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
        return Stream.concat(path, debianPackages())
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_ctl")))
                .findFirst();
    }

    private static Stream<Path> debianPackages() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin")).sorted(Comparator.reverseOrder()).toList().stream();
        } catch (IOException notInstalled) {
            return Stream.empty();
        }
    }

    static PostgresServer start(Path programs) throws Exception {
        Path folder = Files.createTempDirectory("braid-postgresql");
        PostgresServer server = new PostgresServer(programs, folder, freePort(), someoneElse());
        if (!server.asSomeone.isEmpty()) {
            run(List.of("chown", server.asSomeone.get(2), folder.toString()), folder);
        }
        server.program("initdb", "-A", "trust", "-U", "braid", "-E", "UTF8", "--no-sync", "-D", server.data());
        server.program(
                "pg_ctl",
                "-w",
                "-D",
                server.data(),
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-F -c listen_addresses=127.0.0.1 -p " + server.port + " -k " + folder,
                "start");
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    void stop() throws Exception {
        program("pg_ctl", "-w", "-m", "immediate", "-D", data(), "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresServer::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** PostgreSQL refuses to run as root; then it runs as a user that every system has. */
    private static List<String> someoneElse() {
        return "root".equals(System.getProperty("user.name")) ? List.of("runuser", "-u", "nobody", "--") : List.of();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void program(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(asSomeone);
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command, folder);
    }

    /** Into a file, because the server inherits the output of pg_ctl and would keep a pipe open. */
    private static void run(List<String> command, Path folder) throws Exception {
        Path output = Files.createTempFile("braid-postgresql", ".out");
        try {
            int code = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ": " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }
}
