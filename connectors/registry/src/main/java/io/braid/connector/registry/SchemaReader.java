package io.braid.connector.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.braid.spi.ErrorCode;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RegisteredSchema.Reference;
import io.braid.spi.StatementException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A schema with all that it refers to, from what a registry answers. For one schema. */
final class SchemaReader {
    private static final int MOST_REFERENCES = 500;
    private static final int DEEPEST = 50;

    private final Function<String, Optional<JsonNode>> find;
    private final Map<String, Reference> references = new LinkedHashMap<>();

    /** @param find asks the registry for a path */
    SchemaReader(Function<String, Optional<JsonNode>> find) {
        this.find = find;
    }

    RegisteredSchema read(int id, JsonNode answer) {
        follow(answer, 0);
        return new RegisteredSchema(
                id,
                answer.path("schemaType").asText(RegisteredSchema.AVRO),
                answer.path("schema").asText(),
                List.copyOf(references.values()));
    }

    /** Those that a schema names, deepest first: whoever parses them in this order knows every name in time. */
    private void follow(JsonNode schema, int depth) {
        for (JsonNode reference : schema.path("references")) {
            String name = reference.path("name").asText();
            if (references.containsKey(name)) {
                continue;
            }
            String subject = reference.path("subject").asText();
            String version = reference.path("version").asText();
            if (depth >= DEEPEST || references.size() >= MOST_REFERENCES) {
                throw StatementException.of(
                        ErrorCode.LIMIT_EXCEEDED,
                        "a schema has more than %d references, or goes deeper than %d",
                        MOST_REFERENCES,
                        DEEPEST);
            }
            JsonNode answer = find.apply(RegistryClient.version(subject, version))
                    .orElseThrow(() -> StatementException.of(
                            ErrorCode.INVALID_SCHEMA_REGISTRY,
                            "the schema registry has no version %s of subject \"%s\", which a schema refers to",
                            version,
                            subject));
            follow(answer, depth + 1);
            references.put(name, new Reference(name, answer.path("schema").asText()));
        }
    }
}
