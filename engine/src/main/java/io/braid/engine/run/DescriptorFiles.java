package io.braid.engine.run;

import io.braid.catalog.CatalogView;
import io.braid.engine.plan.DescriptorName;
import io.braid.formats.ProtobufDescriptors;
import io.braid.formats.RecordDecoder;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.Map;
import java.util.UUID;

/** The files of descriptor sources. */
public final class DescriptorFiles {
    private DescriptorFiles() {}

    /** @throws StatementException 3D011 when there is no such source */
    public static ProtobufDescriptors read(UUID organization, String source, CatalogView catalog) {
        if (catalog.library().findDescriptorSource(organization, source).isEmpty()) {
            throw missing(source);
        }
        return ProtobufDescriptors.parse(catalog.library().descriptorSourceContent(organization, source));
    }

    /** What a decoder or encoder of PROTOBUF is told of a message. */
    public static Map<String, String> options(UUID organization, DescriptorName name, CatalogView catalog) {
        return Map.of(
                RecordDecoder.DESCRIPTOR,
                read(organization, name.source(), catalog).encoded(name.message()),
                RecordDecoder.MESSAGE,
                name.message());
    }

    public static StatementException missing(String source) {
        return StatementException.of(
                        ErrorCode.INVALID_DESCRIPTOR_SOURCE, "descriptor source \"%s\" does not exist", source)
                .hint("LIST DESCRIPTOR_SOURCES shows the ones your role can see");
    }
}
