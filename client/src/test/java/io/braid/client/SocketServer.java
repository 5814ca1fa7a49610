package io.braid.client;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The smallest WebSocket server there is: one connection at a time, text frames, whatever the test plays. */
final class SocketServer implements AutoCloseable {
    interface Play {
        void with(Connection connection) throws IOException;
    }

    private final ServerSocket listening;
    final BlockingQueue<String> requestHeads = new LinkedBlockingQueue<>();

    SocketServer(Play play) throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(play), "socket-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/v2/print/x");
    }

    private void serve(Play play) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                Connection connection = new Connection(socket);
                requestHeads.add(connection.handshake());
                play.with(connection);
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    static final class Connection {
        private final DataInputStream in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            in = new DataInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        }

        private String handshake() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String key = head.toString().replaceAll("(?is).*sec-websocket-key: *([^\r]*)\r.*", "$1");
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
                out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return head.toString();
        }

        /** The payload of the next frame, whatever its kind. */
        String receive() throws IOException {
            in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new String(payload, StandardCharsets.UTF_8);
        }

        void send(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void frame(int head, byte[] payload) throws IOException {
            out.write(head);
            if (payload.length < 126) {
                out.write(payload.length);
            } else {
                out.write(126);
                out.write(payload.length >> 8);
                out.write(payload.length);
            }
            out.write(payload);
        }

        void flush() throws IOException {
            out.flush();
        }

        void close(int code) throws IOException {
            frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
            flush();
        }
    }
}
