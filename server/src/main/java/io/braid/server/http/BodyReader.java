package io.braid.server.http;

import io.braid.server.exchange.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies into memory, each up to a limit and few of the large ones at once: statements are small and never wait
 * here, uploads are rare and large. Shared between threads.
 */
final class BodyReader {
    private static final int SMALL = 1 << 20;
    private static final int LARGE_AT_ONCE = 2;
    private static final int LARGE_WAIT_SECONDS = 20;

    private final long limit;
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

    BodyReader(long limit) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 16);
    }

    /** @param announced the length the client announced, -1 when it did not */
    byte[] read(InputStream in, long announced) throws IOException {
        if (announced > limit) {
            throw tooLarge();
        }
        byte[] head = in.readNBytes((int) Math.min(announced < 0 ? SMALL : announced, Math.min(SMALL, limit)));
        boolean whole = announced >= 0 ? head.length == announced : head.length < Math.min(SMALL, limit);
        return whole ? head : readLarge(head, in);
    }

    private byte[] readLarge(byte[] head, InputStream in) throws IOException {
        acquire();
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream(head.length * 4);
            body.write(head);
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (body.size() + (long) read > limit) {
                    throw tooLarge();
                }
                body.write(chunk, 0, read);
            }
            return body.toByteArray();
        } finally {
            large.release();
        }
    }

    private void acquire() {
        try {
            if (!large.tryAcquire(LARGE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Refusal.busy("too many large uploads at once, try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.busy("server stops");
        }
    }

    /** 400 and not 413: the Go client knows no 413 and would drop the message. */
    private Refusal tooLarge() {
        return Refusal.badRequest("request is larger than " + limit + " bytes");
    }
}
