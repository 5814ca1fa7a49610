package io.braid.engine.library;

import io.braid.catalog.CatalogView;
import io.braid.catalog.DescriptorSource;
import io.braid.catalog.Store;
import io.braid.engine.plan.DescriptorName;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.StatementContext;
import io.braid.formats.ProtobufDescriptors;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Descriptor sources, and single descriptors as statements name them: {@code pb."Order"}. */
public final class Descriptors {
    private Descriptors() {}

    public static Access on(DescriptorSource source, Privilege privilege) {
        return new Access(
                privilege,
                "descriptor_source",
                Names.always(source.name()),
                source.audit().owner());
    }

    public static DescriptorSource requireSource(Identifier name, StatementContext context) {
        return find(name.value(), context)
                .orElseThrow(() -> StatementContext.at(name.at(), DescriptorFiles.missing(name.value())));
    }

    private static Optional<DescriptorSource> find(String name, StatementContext context) {
        return context.catalog()
                .library()
                .findDescriptorSource(context.organization(), name)
                .filter(source -> context.sees(on(source, Privilege.USAGE)));
    }

    /**
     * The descriptor of that name; its source may be left out where there is one already.
     *
     * @param text {@code source.Message}, {@code source."Message"} or {@code Message}; the message by its full name, or
     *     by the end of it where no other message has that
     * @param present null for none
     * @throws StatementException 3D011 for an unknown source, 3D010 for an unknown message
     */
    public static DescriptorName resolve(String text, @Nullable DescriptorName present, StatementContext context) {
        int dot = DescriptorName.dotOutsideOfQuotes(text);
        String message = DescriptorName.unquoted(text.substring(dot + 1).strip());
        String source = dot < 0
                ? source(message, present)
                : source(text.substring(0, dot).strip());
        DescriptorSource known = find(source, context).orElseThrow(() -> DescriptorFiles.missing(source));
        return ProtobufDescriptors.find(known.messages(), message)
                .map(full -> new DescriptorName(source, full))
                .orElseThrow(() -> StatementException.of(
                                ErrorCode.INVALID_DESCRIPTOR,
                                "descriptor \"%s\" does not exist in source \"%s\"",
                                message,
                                source)
                        .hint("it has " + String.join(", ", known.messages())));
    }

    private static String source(String message, @Nullable DescriptorName present) {
        if (present == null) {
            throw StatementException.of(
                            ErrorCode.INVALID_DESCRIPTOR, "descriptor \"%s\" does not name its source", message)
                    .hint("write source.\"%s\"".formatted(message));
        }
        return present.source();
    }

    private static String source(String written) {
        return written.startsWith("\"") ? DescriptorName.unquoted(written) : written.toLowerCase(Locale.ROOT);
    }

    /** What a part of an entity's records is, as far as anybody has said. */
    public static Optional<DescriptorName> of(Store store, List<String> entity, Part part, CatalogView catalog) {
        return catalog.library().entityDescriptors(store.organization(), store.name(), entity).stream()
                .filter(descriptor -> descriptor.part().equals(part.word()))
                .map(descriptor -> new DescriptorName(descriptor.source(), descriptor.message()))
                .findFirst();
    }

    /**
     * What a part of an entity's records is: the message that a statement names, or else the entity's own.
     *
     * @param written null where the statement names none
     * @return empty when nobody has said
     * @throws StatementException as {@link #resolve}
     */
    public static Optional<DescriptorName> find(
            Store store, String topic, Part part, @Nullable String written, StatementContext context) {
        Optional<DescriptorName> present = of(store, List.of(topic), part, context.catalog());
        return written == null ? present : Optional.of(resolve(written, present.orElse(null), context));
    }

    /** The refusal for records of which nobody has said what they are. */
    public static StatementException undescribed(String topic, Part part) {
        return StatementException.of(
                        ErrorCode.INVALID_DESCRIPTOR, "entity \"%s\" has no %s.descriptor", topic, part.word())
                .hint("UPDATE ENTITY … WITH ('%s.descriptor' = source.\"Message\") says what its records are"
                        .formatted(part.word()));
    }
}
