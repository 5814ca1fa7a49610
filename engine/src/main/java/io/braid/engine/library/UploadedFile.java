package io.braid.engine.library;

import io.braid.engine.statement.Attachments;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.WithClause;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A file that came with a statement which makes an object of it.
 *
 * @param description empty for none
 */
record UploadedFile(Property property, byte[] content, String description) {
    static final Setting<String> FILE = Setting.text(
                    "file", "Name of the attached file, as it is or with @ and folders before it.")
            .mandatory();
    static final Setting<String> DESCRIPTION = Setting.text("description", "Shown by DESCRIBE.");

    private static final int MOST_BYTES = 64 << 20;

    /**
     * The file that the parameters name.
     *
     * @param kind of object, {@code function_source}
     * @param known all parameters of such a statement
     * @throws StatementException 3D021 without file, 3D008 for one that did not come or for an unknown parameter
     */
    static UploadedFile of(
            String kind,
            List<Property> properties,
            List<? extends Setting<?>> known,
            Position at,
            StatementContext context) {
        Settings settings = WithClause.read(
                properties, known.stream().map(Setting::optional).toList(), at);
        Property file = Property.find(properties, FILE.name())
                .orElseThrow(() -> StatementContext.at(
                        at,
                        StatementException.of(
                                ErrorCode.MISSING_PARAMETER, "%s file not provided: file is required", kind)));
        UploadedFile uploaded = new UploadedFile(
                file, content(kind, file, context), settings.find(DESCRIPTION).orElse(""));
        if (uploaded.content.length > MOST_BYTES) {
            throw uploaded.refused("has %d bytes, %d are possible".formatted(uploaded.content.length, MOST_BYTES));
        }
        return uploaded;
    }

    private static byte[] content(String kind, Property file, StatementContext context) {
        return Attachments.find(file, context)
                .orElseThrow(() -> StatementContext.at(
                        file.at(),
                        StatementException.of(
                                        ErrorCode.INVALID_PARAMETER,
                                        "%s file not provided: \"%s\" does not exist among the attachments",
                                        kind,
                                        file.text())
                                .hint("send it as a part named attachments with this file name")));
    }

    String name() {
        return Attachments.baseName(property.text());
    }

    /** 64 hexadecimal digits. */
    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    StatementException refused(String why) {
        return StatementContext.at(
                property.at(),
                StatementException.of(ErrorCode.INVALID_PARAMETER, "file \"%s\" %s", property.text(), why));
    }

    /** Path of the HTTP API that gives the file of an object. */
    static String url(String kind, UUID organization, String name) {
        return "/v2/download/" + kind + "/" + organization + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
