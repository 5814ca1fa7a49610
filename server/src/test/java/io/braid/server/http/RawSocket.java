package io.braid.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket as bytes, with the handshake of whatever client a test plays. */
final class RawSocket implements AutoCloseable {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    private final RawHttp http;

    record Frame(int opcode, boolean compressed, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 0 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    private RawSocket(RawHttp http) {
        this.http = http;
    }

    /** @param headers further headers, such as {@code User-Agent}, one a line */
    static RawSocket open(Socket socket, String path, String headers) throws IOException {
        RawHttp http = new RawHttp(socket);
        http.write(upgrade(path, headers), new byte[0]);
        String head = http.head();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException("handshake refused: " + head);
        }
        if (head.toLowerCase(java.util.Locale.ROOT).contains("sec-websocket-extensions")) {
            throw new IOException("an extension was accepted: " + head);
        }
        return new RawSocket(http);
    }

    static String upgrade(String path, String headers) {
        return "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: websocket\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\n"
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\n" + headers;
    }

    void send(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void frame(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x80 | opcode);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i % 4]);
        }
        http.socket().getOutputStream().write(out.toByteArray());
        http.socket().getOutputStream().flush();
    }

    /** The next frame of any kind. */
    Frame receive() throws IOException {
        int head = http.in().readUnsignedByte();
        int length = http.in().readUnsignedByte();
        if (length == 126) {
            length = http.in().readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(http.in().readLong());
        }
        return new Frame(head & 0x0f, (head & 0x40) != 0, http.in().readNBytes(length));
    }

    /** The next text frame; control frames before it are skipped. */
    JsonNode json() throws IOException {
        Frame frame = receive();
        while (frame.opcode() != TEXT) {
            if (frame.opcode() == CLOSE) {
                throw new EOFException("server closed with " + frame.closeCode());
            }
            frame = receive();
        }
        return new ObjectMapper().readTree(frame.payload());
    }

    /** Whether the server has closed the connection. */
    boolean atEnd() throws IOException {
        return http.in().read() < 0;
    }

    Socket socket() {
        return http.socket();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
