package io.braid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A schema registry in memory that answers the calls of Confluent's REST API that clients make to read and write records:
 * subjects, versions, numbers, references, and the check that a new Avro schema reads what the last one wrote. Confluent's
 * own client works with it. On a port of its own of the loopback address.
 */
public final class HttpSchemaRegistry implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** One schema under its number; the same again has the same. */
    private record Known(int id, String type, String text, JsonNode references) {}

    /** What is answered instead. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final int code;

        Refusal(int status, int code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private final HttpServer server;
    private final HttpContext all;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "schema-registry");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Integer, Known> schemas = new LinkedHashMap<>();
    private final Map<String, List<Integer>> subjects = new TreeMap<>();
    private int requests;
    private boolean failing;

    private HttpSchemaRegistry(HttpServer server) {
        this.server = server;
        this.all = server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public static HttpSchemaRegistry start() {
        try {
            return new HttpSchemaRegistry(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on, nobody else is let in. */
    public HttpSchemaRegistry forUser(String user, String password) {
        all.setAuthenticator(new BasicAuthenticator("registry", StandardCharsets.UTF_8) {
            @Override
            public boolean checkCredentials(String name, String secret) {
                return name.equals(user) && secret.equals(password);
            }
        });
        return this;
    }

    /**
     * Makes a schema the newest of a subject, whether it is compatible or not.
     *
     * @return its number
     */
    public synchronized int put(String subject, String schema) {
        return put(subject, "AVRO", schema, "[]");
    }

    /**
     * The same of any type.
     *
     * @param references a JSON array of objects with name, subject and version
     */
    public synchronized int put(String subject, String type, String schema, String references) {
        try {
            return register(subject, new Known(0, type, schema, JSON.readTree(references)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest schema of a subject. */
    public synchronized String latest(String subject) {
        return known(subject, "latest").text();
    }

    /** Whether every request is answered with an error from now on. */
    public synchronized void failing(boolean now) {
        failing = now;
    }

    /** How many requests came so far. */
    public synchronized int requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        Object body;
        try {
            synchronized (this) {
                requests++;
                if (failing) {
                    throw new Refusal(500, 50001, "Error in the backend data store");
                }
                body = route(exchange);
            }
        } catch (Refusal e) {
            status = e.status;
            body = Map.of("error_code", e.code, "message", String.valueOf(e.getMessage()));
        }
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Object route(HttpExchange exchange) throws IOException {
        List<String> path = new ArrayList<>();
        for (String part : exchange.getRequestURI().getRawPath().split("/")) {
            if (!part.isEmpty()) {
                path.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        boolean writes = exchange.getRequestMethod().equals("POST");
        if (path.size() == 3 && path.get(0).equals("schemas") && path.get(1).equals("ids")) {
            return described(schema(Integer.parseInt(path.get(2))));
        }
        if (path.equals(List.of("subjects"))) {
            return subjects.keySet();
        }
        if (!path.isEmpty() && path.get(0).equals("subjects")) {
            String subject = path.get(1);
            if (path.size() == 2 && writes) {
                return found(subject, read(exchange));
            }
            if (path.size() == 3 && writes) {
                Known wanted = read(exchange);
                refuseIncompatible(subject, wanted);
                return Map.of("id", register(subject, wanted));
            }
            if (path.size() == 3) {
                return versions(subject);
            }
            return described(subject, path.get(3));
        }
        throw new Refusal(404, 404, "HTTP 404 Not Found");
    }

    private static Known read(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        return new Known(
                0,
                body.path("schemaType").asText("AVRO"),
                body.path("schema").asText(),
                body.has("references") ? body.get("references") : JSON.createArrayNode());
    }

    private int register(String subject, Known wanted) {
        int id = schemas.values().stream()
                .filter(known -> known.text().equals(wanted.text())
                        && known.type().equals(wanted.type())
                        && known.references().equals(wanted.references()))
                .map(Known::id)
                .findFirst()
                .orElse(schemas.size() + 1);
        schemas.put(id, new Known(id, wanted.type(), wanted.text(), wanted.references()));
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private void refuseIncompatible(String subject, Known wanted) {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        if (!wanted.type().equals("AVRO")) {
            return;
        }
        Schema reader;
        try {
            reader = parse(wanted);
        } catch (RuntimeException e) {
            throw new Refusal(422, 42201, "Invalid schema");
        }
        if (versions.isEmpty() || versions.contains(wanted.id())) {
            return;
        }
        Schema writer = parse(schema(versions.get(versions.size() - 1)));
        if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new Refusal(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\"\ndetails: []");
        }
    }

    private Schema parse(Known schema) {
        Schema.Parser parser = new Schema.Parser();
        for (JsonNode reference : schema.references()) {
            parser.parse(known(
                            reference.path("subject").asText(),
                            reference.path("version").asText())
                    .text());
        }
        return parser.parse(schema.text());
    }

    private Object found(String subject, Known wanted) {
        List<Integer> versions = versionsOf(subject);
        for (int i = 0; i < versions.size(); i++) {
            if (schema(versions.get(i)).text().equals(wanted.text())) {
                return described(subject, Integer.toString(i + 1));
            }
        }
        throw new Refusal(404, 40403, "Schema not found");
    }

    private List<Integer> versions(String subject) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= versionsOf(subject).size(); i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private List<Integer> versionsOf(String subject) {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            throw new Refusal(404, 40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private Known known(String subject, String version) {
        List<Integer> versions = versionsOf(subject);
        int number = version.equals("latest") ? versions.size() : Integer.parseInt(version);
        if (number < 1 || number > versions.size()) {
            throw new Refusal(404, 40402, "Version " + version + " not found.");
        }
        return schema(versions.get(number - 1));
    }

    private Known schema(int id) {
        Known known = schemas.get(id);
        if (known == null) {
            throw new Refusal(404, 40403, "Schema " + id + " not found");
        }
        return known;
    }

    private Map<String, Object> described(String subject, String version) {
        Known known = known(subject, version);
        Map<String, Object> described = described(known);
        described.put("subject", subject);
        described.put("version", versionsOf(subject).indexOf(known.id()) + 1);
        described.put("id", known.id());
        return described;
    }

    /** Confluent's leaves out the type of Avro, and references where there are none. */
    private static Map<String, Object> described(Known known) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("schema", known.text());
        if (!known.type().equals("AVRO")) {
            described.put("schemaType", known.type());
        }
        if (!known.references().isEmpty()) {
            described.put("references", known.references());
        }
        return described;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
