package io.braid.formats;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The messages of a descriptor set, the file that {@code protoc --descriptor_set_out} writes. */
public final class ProtobufDescriptors {
    private static final int MOST_FILES = 2_000;

    /** What compilers leave out of a set unless they are told otherwise, and every program knows. */
    private static final List<FileDescriptor> WELL_KNOWN = List.of(
            AnyProto.getDescriptor(),
            DurationProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            FieldMaskProto.getDescriptor(),
            StructProto.getDescriptor(),
            TimestampProto.getDescriptor(),
            WrappersProto.getDescriptor());

    private final Map<String, FileDescriptor> files;

    private ProtobufDescriptors(Map<String, FileDescriptor> files) {
        this.files = files;
    }

    /** @throws StatementException 3D008 when it is no descriptor set, or one that misses what it imports */
    public static ProtobufDescriptors parse(byte[] set) {
        FileDescriptorSet parsed;
        try {
            parsed = FileDescriptorSet.parseFrom(set);
        } catch (InvalidProtocolBufferException e) {
            throw noSet("it cannot be read").causedBy(e);
        }
        if (parsed.getFileCount() == 0) {
            throw noSet("it has no files");
        }
        if (parsed.getFileCount() > MOST_FILES) {
            throw noSet("it has more than " + MOST_FILES + " files");
        }
        Map<String, FileDescriptorProto> given = new LinkedHashMap<>();
        parsed.getFileList().forEach(file -> given.put(file.getName(), file));
        Map<String, FileDescriptor> built = new LinkedHashMap<>();
        for (FileDescriptorProto file : parsed.getFileList()) {
            build(file.getName(), given, built, new LinkedHashSet<>());
        }
        return new ProtobufDescriptors(built);
    }

    /** The same of {@link #encoded}. */
    static ProtobufDescriptors decode(String base64) {
        return parse(Base64.getDecoder().decode(base64));
    }

    private static FileDescriptor build(
            String name,
            Map<String, FileDescriptorProto> given,
            Map<String, FileDescriptor> built,
            Set<String> underWay) {
        FileDescriptor known = built.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = given.get(name);
        if (file == null) {
            return WELL_KNOWN.stream()
                    .filter(common -> common.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> noSet("it imports \"" + name + "\" and does not have it")
                            .hint("compile it with protoc --include_imports"));
        }
        if (!underWay.add(name)) {
            throw noSet("its files import each other in a circle");
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String imported : file.getDependencyList()) {
            imports.add(build(imported, given, built, underWay));
        }
        try {
            FileDescriptor descriptor = FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
            built.put(name, descriptor);
            return descriptor;
        } catch (DescriptorValidationException e) {
            throw noSet("file \"" + name + "\" is not valid").causedBy(e);
        }
    }

    private static StatementException noSet(String why) {
        return StatementException.of(
                ErrorCode.INVALID_PARAMETER, "%s", "the file is no Protobuf descriptor set: " + why);
    }

    /** The full names of the messages, those within others too, in the order of the file. */
    public List<String> messages() {
        return all().map(Descriptor::getFullName).toList();
    }

    private Stream<Descriptor> all() {
        return files.values().stream()
                .flatMap(file -> file.getMessageTypes().stream())
                .flatMap(ProtobufDescriptors::withNested);
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        return Stream.concat(
                Stream.of(message),
                message.getNestedTypes().stream()
                        // what a map is made of
                        .filter(nested -> !nested.getOptions().getMapEntry())
                        .flatMap(ProtobufDescriptors::withNested));
    }

    /**
     * The full name of a message.
     *
     * @param messages full names
     * @param name a full name, or the end of one where no other message has it; in lower case, if need be
     */
    public static Optional<String> find(List<String> messages, String name) {
        if (messages.contains(name)) {
            return Optional.of(name);
        }
        List<String> ending =
                messages.stream().filter(full -> full.endsWith("." + name)).toList();
        if (ending.isEmpty()) {
            ending = messages.stream()
                    .filter(full -> ("." + full.toLowerCase(Locale.ROOT)).endsWith("." + name))
                    .toList();
        }
        return ending.size() == 1 ? Optional.of(ending.get(0)) : Optional.empty();
    }

    /** @throws StatementException 3D010 when there is no such message */
    Descriptor require(String fullName) {
        return all().filter(message -> message.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_DESCRIPTOR, "descriptor \"%s\" does not exist", fullName));
    }

    /** What is needed of the set for one message, in base64. */
    public String encoded(String fullName) {
        Map<String, FileDescriptorProto> needed = new LinkedHashMap<>();
        collect(require(fullName).getFile(), needed);
        FileDescriptorSet set =
                FileDescriptorSet.newBuilder().addAllFile(needed.values()).build();
        return Base64.getEncoder().encodeToString(set.toByteArray());
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptorProto> needed) {
        if (needed.containsKey(file.getName())) {
            return;
        }
        file.getDependencies().forEach(imported -> collect(imported, needed));
        needed.put(file.getName(), file.toProto());
    }
}
