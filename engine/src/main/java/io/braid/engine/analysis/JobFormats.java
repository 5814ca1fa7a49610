package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.analysis.RelationProperties.FormatName;
import io.braid.engine.plan.SchemaUse;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.formats.AvroSchemas;
import io.braid.formats.RecordEncoder;
import io.braid.spi.RowType;
import io.braid.spi.Settings;
import java.util.Map;

/** The formats of module flink-job, as options of a table that is written. */
public final class JobFormats {
    private JobFormats() {}

    /** @param columns those that the part holds */
    public static Map<String, String> of(Part part, FormatName format, Relation sink, RowType columns) {
        Settings settings = RelationProperties.of(sink);
        Map<String, String> options = SourceTables.format(part, format, sink, settings);
        if (format == FormatName.AVRO) {
            String own = part.prefix() + options.get(part.prefix() + "format") + ".";
            String record = part == Part.KEY ? sink.name() + "_key" : sink.name();
            options.put(own + RecordEncoder.SCHEMA, AvroSchemas.text(record, columns));
            options.put(own + SchemaUse.SUBJECT, subject(String.join(".", sink.entity()), part));
            settings.find(RelationProperties.BASE_STORE)
                    .ifPresent(store -> options.put(own + SchemaUse.BASE_STORE, store));
            settings.find(part == Part.KEY ? RelationProperties.BASE_KEY : RelationProperties.BASE_VALUE)
                    .ifPresent(subject -> options.put(own + SchemaUse.BASE_SUBJECT, subject));
        }
        return options;
    }

    /** The subject that has the schemas of a topic's records, as Confluent's clients name it by default. */
    public static String subject(String topic, Part part) {
        return topic + "-" + part.word();
    }
}
