package io.braid.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** The body of a submission: the request as JSON, then the attached files. */
record Multipart(String boundary, byte[] body) {

    static Multipart of(byte[] request, Map<String, byte[]> attachments) {
        String boundary = "braid-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream(request.length + 512);
        part(body, boundary, "form-data; name=\"request\"", "application/json", request);
        attachments.forEach((name, bytes) -> part(
                body,
                boundary,
                "form-data; name=\"attachments\"; filename=\"" + escaped(name) + '"',
                "application/octet-stream",
                bytes));
        write(body, "--" + boundary + "--\r\n");
        return new Multipart(boundary, body.toByteArray());
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    private static void part(
            ByteArrayOutputStream body, String boundary, String disposition, String type, byte[] bytes) {
        write(
                body,
                "--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\nContent-Type: " + type + "\r\n\r\n");
        body.writeBytes(bytes);
        write(body, "\r\n");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As browsers do it: a quote or a line end in a name must not end the header. */
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
