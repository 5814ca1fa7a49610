package io.braid.engine.listing;

import io.braid.catalog.DescriptorSource;
import io.braid.engine.library.DescriptorSourceStatements;
import io.braid.engine.library.Descriptors;
import io.braid.engine.security.Privilege;
import io.braid.spi.DataType;
import java.util.List;

/** Descriptor sources, and the messages in them. */
final class DescriptorListings {
    /** The only kind. */
    private static final String TYPE = "protobuf";

    private DescriptorListings() {}

    static Listing<DescriptorSource> sources() {
        List<Fact<DescriptorSource>> facts = List.of(
                Fact.text("name", DescriptorSource::name),
                Fact.text("type", source -> TYPE),
                Fact.text("url", DescriptorSourceStatements::url),
                // clients read the column; nobody says what would be in it
                Fact.absent("tags", DataType.VARCHAR, true));
        return Listing.of(
                        Fact.join(
                                facts,
                                List.of(
                                        Fact.owner(DescriptorSource::audit),
                                        Fact.createdAt(DescriptorSource::audit),
                                        Fact.updatedAt(DescriptorSource::audit))),
                        Fact.join(facts, Fact.audit(DescriptorSource::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().library().descriptorSources(viewer.organization())
                                    : viewer
                                            .catalog()
                                            .library()
                                            .findDescriptorSource(viewer.organization(), only)
                                            .stream()
                                            .toList();
                        })
                .seenIf((source, viewer) -> viewer.sees(Descriptors.on(source, Privilege.USAGE)))
                .detailed(List.of(
                        Fact.maybeText(
                                "description", source -> source.description().isEmpty() ? null : source.description()),
                        Fact.text("messages", source -> Json.list(source.messages())),
                        Fact.text("file_name", DescriptorSource::fileName),
                        Fact.text("sha256", DescriptorSource::sha256),
                        Fact.text("size", source -> String.valueOf(source.size()))));
    }

    /** One message. */
    record Message(DescriptorSource source, String name) {}

    static Listing<Message> descriptors() {
        return Listing.of(
                        List.of(
                                Fact.text("name", Message::name),
                                Fact.text("source_name", message -> message.source()
                                        .name()),
                                Fact.text("type", message -> TYPE)),
                        List.of(),
                        (viewer, wanted) -> viewer.catalog().library().descriptorSources(viewer.organization()).stream()
                                .flatMap(source -> source.messages().stream().map(name -> new Message(source, name)))
                                .toList())
                .seenIf((message, viewer) -> viewer.sees(Descriptors.on(message.source(), Privilege.USAGE)));
    }
}
