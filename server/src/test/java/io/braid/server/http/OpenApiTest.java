package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.braid.client.wire.DataplaneRequest;
import io.braid.client.wire.ErrorBody;
import io.braid.client.wire.ResultSet;
import io.braid.client.wire.ResultSetContext;
import io.braid.client.wire.ResultSetMetadata;
import io.braid.client.wire.StatementHistory;
import io.braid.client.wire.StatementRequest;
import io.braid.client.wire.StatementStatus;
import io.braid.client.wire.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description says what the code does: the same routes, the same fields. */
class OpenApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final List<Class<?>> RECORDS = List.of(
            DataplaneRequest.class,
            ErrorBody.class,
            ResultSet.class,
            ResultSetContext.class,
            ResultSetMetadata.class,
            ResultSetMetadata.Column.class,
            ResultSetMetadata.PartitionInfo.class,
            StatementHistory.class,
            StatementHistory.Entry.class,
            StatementRequest.class,
            StatementRequest.Binding.class,
            StatementRequest.Parameters.class,
            StatementStatus.class,
            Version.class);

    private final Map<String, Object> description =
            new Yaml(new SafeConstructor(new LoaderOptions())).load(Description.text());

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> map(Map<String, Object> from, String... path) {
        Map<String, Object> found = from;
        for (String step : path) {
            found = map(found.getOrDefault(step, Map.of()));
        }
        return found;
    }

    @Test
    void everyRouteIsDescribedAndNoOther(@TempDir Path folder) throws IOException {
        Set<String> described = new TreeSet<>();
        map(description, "paths").forEach((path, item) -> map(item).keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        try (TestServer server = new TestServer(folder)) {
            Set<String> routed = server.api.routes().stream()
                    .map(route -> route.method().name() + " " + route.path())
                    .collect(Collectors.toCollection(TreeSet::new));
            routed.add("GET /v2/openapi.yaml");
            routed.add("GET /v2/print/{statementID}");
            assertThat(described).isEqualTo(routed);
        }
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        map(description, "paths").forEach((path, item) -> {
            Set<String> named = new TreeSet<>();
            Matcher names = Pattern.compile("\\{(\\w+)}").matcher(path);
            while (names.find()) {
                named.add(names.group(1));
            }
            Collection<?> parameters = (Collection<?>) map(item).getOrDefault("parameters", List.of());
            Set<String> described = parameters.stream()
                    .map(parameter -> map(resolved(parameter)))
                    .map(parameter -> String.valueOf(parameter.get("name")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as(path).isEqualTo(named);
        });
    }

    private Object resolved(Object reference) {
        Object target = map(reference).get("$ref");
        return target == null
                ? reference
                : map(description, String.valueOf(target).substring(2).split("/"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Matcher references = Pattern.compile("\\$ref: \"#/([^\"]+)\"").matcher(Description.text());
        int found = 0;
        while (references.find()) {
            assertThat(map(description, references.group(1).split("/")))
                    .as(references.group(1))
                    .isNotEmpty();
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void everyFieldOnTheWireIsDescribedAndNoOther() {
        Map<String, Object> schemas = map(description, "components", "schemas");
        assertThat(schemas.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        RECORDS.stream().map(Class::getSimpleName).toList());
        for (Class<?> record : RECORDS) {
            List<String> fields =
                    MAPPER.getSerializationConfig().introspect(MAPPER.constructType(record)).findProperties().stream()
                            .map(BeanPropertyDefinition::getName)
                            .toList();
            assertThat(map(schemas, record.getSimpleName(), "properties").keySet())
                    .as(record.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(fields);
        }
    }

    @Test
    void itIsServedToEveryone(@TempDir Path folder) throws Exception {
        try (TestServer server = new TestServer(folder)) {
            URI uri = URI.create("http://127.0.0.1:" + server.api.port() + "/v2/openapi.yaml");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
            assertThat(response.body()).isEqualTo(Description.text());
        }
    }
}
