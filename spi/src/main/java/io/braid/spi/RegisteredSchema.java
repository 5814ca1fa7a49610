package io.braid.spi;

import java.util.List;

/**
 * A schema that a registry knows.
 *
 * @param id its number, which records begin with; the same text has the same number
 * @param type {@link #AVRO} or another word of the registry's
 * @param text the schema, as its type writes it
 * @param references the schemas that it names, each after those that it names itself
 */
public record RegisteredSchema(int id, String type, String text, List<Reference> references) {
    public static final String AVRO = "AVRO";
    public static final String PROTOBUF = "PROTOBUF";

    public RegisteredSchema {
        references = List.copyOf(references);
    }

    /**
     * A schema that another one names.
     *
     * @param name what it is called there: a full name in Avro, the path of an import in Protobuf
     */
    public record Reference(String name, String text) {}
}
