package io.braid.engine.run;

import io.braid.catalog.CatalogView;
import io.braid.formats.ProtobufDescriptors;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
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

    public static StatementException missing(String source) {
        return StatementException.of(
                        ErrorCode.INVALID_DESCRIPTOR_SOURCE, "descriptor source \"%s\" does not exist", source)
                .hint("LIST DESCRIPTOR_SOURCES shows the ones your role can see");
    }
}
